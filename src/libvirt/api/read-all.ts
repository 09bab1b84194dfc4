import type { Duplex } from 'node:stream';
import { CallAborted } from '../errors.ts';

/** All that a stream has; it is aborted when the signal fires, or when there are more than `maxBytes`. */
export async function readAll(
  stream: Duplex,
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  const onAbort = () =>
    stream.destroy(new CallAborted('the stream is given up by its caller', { cause: signal?.reason }));
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of stream as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > maxBytes) throw new RangeError(`the stream has more than ${maxBytes} bytes`);
      parts.push(part);
    }
    return Buffer.concat(parts, size);
  } finally {
    signal?.removeEventListener('abort', onAbort);
    stream.destroy();
  }
}
