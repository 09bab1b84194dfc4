import { StringDecoder } from 'node:string_decoder';
import type { ReadStream, WriteStream } from 'node:tty';
import type { RawTerminal } from './terminal.ts';

/** The terminal that the program is at, if both of its ends are one. */
export function createRawTerminal(stdin: ReadStream, stdout: WriteStream): RawTerminal | undefined {
  if (!stdin.isTTY || !stdout.isTTY) return undefined;
  return {
    columns: stdout.columns,
    rows: stdout.rows,
    open: (onText) => {
      const decoder = new StringDecoder('utf8');
      const listener = (chunk: Buffer) => onText(decoder.write(chunk));
      stdin.setRawMode(true);
      stdin.on('data', listener);
      return () => {
        stdin.off('data', listener);
        stdin.pause();
        stdin.setRawMode(false);
      };
    },
    write: (text) => stdout.write(text),
    onDrain: (listener) => void stdout.on('drain', listener),
  };
}
