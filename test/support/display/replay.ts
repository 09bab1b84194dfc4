import { once } from 'node:events';
import { Duplex } from 'node:stream';
import type { RfbConnection } from '../../../src/display/rfb/connection.ts';
import type { RfbError } from '../../../src/display/rfb/errors.ts';
import { connectOn, type TestOptions } from './connect.ts';

/** A server that says what it has to say in chunks, listens to nobody, and hangs up. */
export function toStream(bytes: Buffer, chunkSize = 64 * 1024): Duplex {
  let at = 0;
  return new Duplex({
    read() {
      const chunk = bytes.subarray(at, at + chunkSize);
      at += chunkSize;
      this.push(chunk.length === 0 ? null : chunk);
    },
    write: (_chunk, _encoding, done) => done(),
  });
}

export interface Replayed {
  connection: RfbConnection;
  /** What ended it. */
  reason: RfbError | undefined;
}

/** Lets a connection read what a server says, to its end. */
export async function replay(stream: Duplex, options: TestOptions = {}): Promise<Replayed> {
  const { connection, closed } = connectOn(stream, options);
  const reason = await closed;
  if (!stream.closed) await once(stream, 'close');
  return { connection, reason };
}
