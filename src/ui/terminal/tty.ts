import { StringDecoder } from 'node:string_decoder';
import { isatty, ReadStream, type WriteStream } from 'node:tty';
import { toSize } from './size.ts';
import type { Line } from './terminal.ts';

/**
 * The line of a tty. One stream reads and writes: Node's stream for standard output would block the whole program while a slow line
 * drains, this one doesn't. `output` is asked for the size, and told of changes by the system.
 */
export function createTtyLine(descriptor: number, output: WriteStream): Line {
  const stream = new ReadStream(descriptor);
  const decoder = new StringDecoder('utf8');
  return {
    send: (bytes, done) => {
      if (stream.writable) stream.write(bytes, () => done());
      else done();
    },
    size: () => toSize(output.columns, output.rows),
    setRaw: (raw) => {
      if (!stream.destroyed) stream.setRawMode(raw);
    },
    listen: ({ onText, onResize, onHangUp }) => {
      stream.on('data', (chunk: Buffer) => onText(decoder.write(chunk)));
      stream.on('error', onHangUp);
      stream.on('end', onHangUp);
      output.on('resize', onResize);
    },
    close: () => stream.destroy(),
  };
}

/** Whether a file descriptor is a terminal. */
export const isTerminal = (descriptor: number): boolean => isatty(descriptor);
