import type { EncodingName } from '../../../src/display/rfb/encodings.ts';
import { RfbError } from '../../../src/display/rfb/errors.ts';
import { replay, toStream } from './replay.ts';
import { greeting, update } from './server-words.ts';

const encodings: EncodingName[] = ['raw', 'copyrect', 'hextile', 'zrle', 'tight'];

/** The colours of a picture, row by row, after one update. Throws what ended the connection, if that is not that all is said. */
export async function paint(
  width: number,
  height: number,
  rects: Buffer[],
  chunkSize?: number,
): Promise<number[][]> {
  const stream = toStream(Buffer.concat([greeting(width, height), update(...rects)]), chunkSize);
  const { connection, reason } = await replay(stream, { encodings });
  if (!(reason instanceof RfbError) || reason.code !== 'RFB_LOST') throw reason;
  const { pixels } = connection.surface!;
  return Array.from({ length: height }, (_, row) =>
    [...pixels.subarray(row * width, (row + 1) * width)].map((pixel) => pixel & 0xffffff),
  );
}

/** The text as pixels: a letter a pixel, by the table. */
export function toRows(rows: string, colours: Record<string, number>): number[][] {
  return rows
    .trim()
    .split(/\s+/)
    .map((row) => [...row].map((letter) => colours[letter] ?? 0));
}
