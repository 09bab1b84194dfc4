import { request } from 'node:http';
import type { Socket } from 'node:net';
import {
  type ConsoleMessage,
  consolePath,
  consoleProtocol,
  createFrameParser,
} from '../../contract/console.ts';
import { toApiError } from '../answer.ts';
import { Unreachable } from '../errors.ts';
import { readText } from '../read-text.ts';
import { silence, toFailure } from '../transport.ts';

export interface ConsoleOptions {
  /** Takes the console from who has it. */
  takeOver?: boolean;
  /** Gives up connecting, and ends the connection. */
  signal?: AbortSignal | undefined;
  /** What the guest says: hostile, to be shown by a terminal that is known to stand it. */
  onBytes(bytes: Uint8Array): void;
  onMessage(message: ConsoleMessage): void;
  /** The connection is over: the backend has gone, or said before why it ended it. Not called after `close`. */
  onClose(): void;
}

/** The guest's serial console, from the handshake to its end. */
export interface ConsoleConnection {
  /** Sends what was typed. What the guest does not take for long is lost. */
  send(text: string): void;
  /** No more from the guest until `resume`. */
  pause(): void;
  resume(): void;
  close(): void;
}

export interface ConsolePlace {
  socketPath: string;
  timeoutMs: number;
}

/** More of what was typed does not wait. */
const MOST_TYPED = 64 * 1024;

/** Opens the guest's console. Throws as `Client.call`. */
export async function connectConsole(
  { socketPath, timeoutMs }: ConsolePlace,
  options: ConsoleOptions,
): Promise<ConsoleConnection> {
  const { takeOver = false, signal } = options;
  const { socket, head } = await upgrade(socketPath, takeOver, timeoutMs, signal);
  const parse = createFrameParser();
  let open = true;
  const close = () => {
    open = false;
    socket.destroy();
  };
  const take = (chunk: Uint8Array) => {
    try {
      for (const frame of parse(chunk)) {
        if (!open) return;
        if ('bytes' in frame) options.onBytes(frame.bytes);
        else options.onMessage(frame.message);
      }
    } catch {
      socket.destroy();
    }
  };
  signal?.addEventListener('abort', close, { once: true });
  socket.on('error', () => {});
  socket.on('close', () => {
    signal?.removeEventListener('abort', close);
    if (open) options.onClose();
    open = false;
  });
  if (head.length > 0) socket.unshift(head);
  socket.on('data', take);
  return {
    send: (text) => {
      if (socket.writable && socket.writableLength < MOST_TYPED) socket.write(text);
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close,
  };
}

function upgrade(
  socketPath: string,
  takeOver: boolean,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<{ socket: Socket; head: Buffer }> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const call = request({
      socketPath,
      path: takeOver ? `${consolePath}?take=yes` : consolePath,
      headers: { host: 'bezel', connection: 'Upgrade', upgrade: consoleProtocol },
      agent: false,
      ...(signal && { signal }),
    });
    const timer = setTimeout(() => call.destroy(silence(timeoutMs)), timeoutMs);
    const fail = (error: unknown) => {
      clearTimeout(timer);
      reject(toFailure(error, socketPath, signal));
    };
    call.once('upgrade', (_, socket, head) => {
      clearTimeout(timer);
      resolve({ socket, head });
    });
    call.once('response', (response) => {
      const refuse = (text: string) => {
        const status = response.statusCode ?? 0;
        if (status >= 400) throw toApiError(status, text);
        throw new Unreachable('garbled', 'what answers is no console');
      };
      clearTimeout(timer);
      readText(response, { socketPath, timeoutMs, signal }).then(refuse).catch(reject);
    });
    call.on('error', fail);
    call.end();
  });
}
