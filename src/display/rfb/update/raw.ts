import type { Rect, Surface } from '../../surface.ts';
import type { Context } from '../context.ts';
import type { ByteReader } from '../wire/byte-reader.ts';
import type { Decoder } from './decoders.ts';

/** Bytes that are worth a place of their own: below, what comes after them is better read together with them. */
const PLACED_FROM = 64 * 1024;

/** Pixels as they are: the socket puts them into the picture itself, or each byte goes from where it is straight to its place. */
export function createRaw({ reader, budget }: Context): Decoder {
  return function* ({ bytes, width: surfaceWidth }: Surface, { x, y, width, height }: Rect) {
    // Rows that follow one another without a gap are one.
    const isWhole = width === surfaceWidth;
    const rowLength = isWhole ? width * height * 4 : width * 4;
    const rows = isWhole ? 1 : height;
    for (let row = 0; row < rows; row++) {
      let to = ((y + row) * surfaceWidth + x) * 4;
      for (let left = rowLength; left > 0; ) {
        if (reader.available === 0) {
          if (left >= PLACED_FROM) reader.place = bytes.subarray(to, to + left);
          yield* reader.need(1);
          reader.place = undefined;
        }
        const count = Math.min(left, reader.available);
        if (!isThere(reader, bytes, to)) reader.bytes.copy(bytes, to, reader.at, reader.at + count);
        reader.at += count;
        to += count;
        left -= count;
        if (budget.spend(count / 4)) yield 'turn';
      }
    }
  };
}

function isThere({ bytes, at }: ByteReader, target: Buffer, to: number): boolean {
  return bytes.buffer === target.buffer && bytes.byteOffset + at === target.byteOffset + to;
}
