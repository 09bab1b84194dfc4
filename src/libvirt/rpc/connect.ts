import { connect, type Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import { CallAborted, CallTimeout, ConnectionLost } from '../errors.ts';

interface ConnectOptions {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Connects to a unix socket. Rejects with ConnectionLost, CallTimeout or CallAborted. */
export async function connectSocket(
  path: string,
  { clock, timeoutMs, signal }: ConnectOptions,
): Promise<Socket> {
  if (signal?.aborted === true)
    throw new CallAborted(`connecting to ${path} is given up`, { cause: signal.reason });
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = connect(path);
  const cancelTimer =
    timeoutMs > 0
      ? clock.after(timeoutMs, () =>
          reject(new CallTimeout(`${path} does not accept a connection within ${timeoutMs} ms`)),
        )
      : () => {};
  const onAbort = () =>
    reject(new CallAborted(`connecting to ${path} is given up`, { cause: signal?.reason }));
  const onError = (cause: NodeJS.ErrnoException) => reject(toConnectionLost(path, cause));
  signal?.addEventListener('abort', onAbort, { once: true });
  socket.once('connect', () => resolve(socket));
  socket.on('error', onError);
  try {
    return await promise;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    cancelTimer();
    signal?.removeEventListener('abort', onAbort);
    socket.off('error', onError);
  }
}

function toConnectionLost(path: string, cause: NodeJS.ErrnoException): ConnectionLost {
  const hint =
    cause.code === 'EACCES'
      ? 'the socket belongs to root: run as root or join its group'
      : 'libvirtd is not running';
  return new ConnectionLost(`libvirt is not reachable on ${path}: ${cause.code ?? cause.message}`, {
    cause,
    hint,
  });
}
