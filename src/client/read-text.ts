import type { IncomingMessage } from 'node:http';
import { Unreachable } from './errors.ts';
import { silence, toFailure } from './transport.ts';

/** The largest body that is read: the inventory of a large machine is below 1 MiB. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** Reads a whole body. Throws `Unreachable` when it ends early, is too large, or pauses for longer than `timeoutMs`. */
export function readText(
  response: IncomingMessage,
  {
    socketPath,
    timeoutMs,
    signal,
  }: { socketPath: string; timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const fail = (error: unknown) => {
      clearTimeout(timer);
      reject(toFailure(error, socketPath, signal));
      response.destroy();
    };
    const timer = setTimeout(() => fail(silence(timeoutMs)), timeoutMs);
    response.on('data', (chunk: Buffer) => {
      timer.refresh();
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES)
        fail(new Unreachable('garbled', `the answer is longer than ${MAX_BODY_BYTES} bytes`));
      else chunks.push(chunk);
    });
    response.on('error', fail);
    response.on('close', () => fail(new Error('the connection closed')));
    response.on('end', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
  });
}
