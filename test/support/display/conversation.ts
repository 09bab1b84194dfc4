import { type Duplex, duplexPair } from 'node:stream';
import type { RfbConnection } from '../../../src/display/rfb/connection.ts';
import type { RfbError } from '../../../src/display/rfb/errors.ts';
import { eventually } from '../eventually.ts';
import { connectOn, type TestOptions } from './connect.ts';

export interface Conversation {
  connection: RfbConnection;
  /** The server's end. */
  server: Duplex;
  /** Lets the server speak. */
  say(...words: Uint8Array[]): void;
  /** All that it has heard. */
  heard(): Buffer;
  /** Until it has heard so many bytes; gives what came after the last time. */
  listen(count: number): Promise<Buffer>;
  closed: Promise<RfbError | undefined>;
}

/** A server in the hands of the test. */
export function converse(options: TestOptions = {}): Conversation {
  const [stream, server] = duplexPair();
  const heard: Buffer[] = [];
  const all = () => Buffer.concat(heard);
  let listened = 0;
  server.on('data', (chunk) => heard.push(chunk));
  server.on('error', () => {});
  const { connection, closed } = connectOn(stream, options);
  return {
    connection,
    server,
    say: (...words) => void server.write(Buffer.concat(words)),
    heard: all,
    async listen(count) {
      const bytes = await eventually(() => {
        const now = all();
        if (now.length < listened + count)
          throw new Error(
            `heard ${now.length - listened} bytes of ${count}: ${now.toString('hex', listened)}`,
          );
        return now.subarray(listened, listened + count);
      });
      listened += count;
      return bytes;
    },
    closed,
  };
}

/** The bytes that a client says after ClientInit: the pixel format, the encodings, the first request. */
export const openingLength = (encodings: number): number => 20 + 4 + encodings * 4 + 10;
