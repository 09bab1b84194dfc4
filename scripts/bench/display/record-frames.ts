import { connect } from 'node:net';
import { connectRfb } from '../../../src/display/rfb/connection.ts';
import { ENCODINGS, type EncodingName } from '../../../src/display/rfb/encodings.ts';
import type { RfbError } from '../../../src/display/rfb/errors.ts';

export interface Frames {
  /** What the server says before the first picture. */
  greeting: Buffer;
  /** What it says from one whole picture to the next. */
  frames: Buffer[];
}

/** Asks a server for its whole picture so many times, one after the other, and keeps what it says. */
export async function recordFrames(path: string, encoding: EncodingName, count: number): Promise<Frames> {
  const stream = connect(path);
  const write = stream.write.bind(stream);
  // libvncclient knows nothing of QEMU's extensions.
  stream.write = (message: Uint8Array) => write(message[0] === 2 ? renderPlainEncodings(encoding) : message);
  let heard: Buffer[] = [];
  stream.on('data', (chunk) => heard.push(chunk));
  const take = () => {
    const bytes = Buffer.concat(heard);
    heard = [];
    return bytes;
  };
  const { promise, resolve, reject } = Promise.withResolvers<RfbError | undefined>();
  let greeting = Buffer.alloc(0);
  const frames: Buffer[] = [];
  const connection = connectRfb({
    stream,
    shared: true,
    encodings: [encoding],
    listener: {
      connected: () => {
        greeting = take();
        connection.pause();
        setImmediate(() => connection.refresh(true));
      },
      updated: () => {
        frames.push(take());
        if (frames.length === count) connection.close();
        else connection.refresh(true);
      },
      closed: (reason) => (reason === undefined ? resolve(undefined) : reject(reason)),
    },
  });
  await promise;
  return { greeting, frames };
}

function renderPlainEncodings(encoding: EncodingName): Buffer {
  const message = Buffer.from([2, 0, 0, 1, 0, 0, 0, 0]);
  message.writeInt32BE(ENCODINGS[encoding], 4);
  return message;
}
