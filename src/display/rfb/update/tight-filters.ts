import type { Rect } from '../../surface.ts';
import { toProtocolError } from '../errors.ts';
import type { ByteReader } from '../wire/byte-reader.ts';
import type { Steps } from '../wire/steps.ts';

/** How rows of pixels are made of rows of bytes. */
export interface TightFilter {
  readonly rowLength: number;
  paintRow(bytes: Buffer, at: number, pixels: Uint32Array, to: number): void;
}

const COPY = 0;
const PALETTE = 1;
const GRADIENT = 2;

/** The filter that a rectangle comes through, with its palette if there is one. */
export function* readTightFilter(reader: ByteReader, { width }: Rect, isNamed: boolean): Steps<TightFilter> {
  if (isNamed) yield* reader.need(1);
  const kind = isNamed ? reader.u8() : COPY;
  if (kind === COPY) return createCopy(width);
  if (kind === GRADIENT) return createGradient(width);
  if (kind !== PALETTE) throw toProtocolError(`a rectangle has the unknown filter ${kind}`);
  yield* reader.need(1);
  const size = reader.u8() + 1;
  yield* reader.need(size * 3);
  const palette = Uint32Array.from({ length: size }, () => (reader.u8() << 16) | reader.u16());
  return size <= 2 ? createBitmap(width, palette) : createIndexed(width, palette);
}

/** Red, green and blue. */
function createCopy(width: number): TightFilter {
  return {
    rowLength: width * 3,
    paintRow(bytes, start, pixels, from) {
      for (let to = from, at = start; to < from + width; to++, at += 3)
        pixels[to] = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
    },
  };
}

/** One bit a pixel, the leftmost in the highest. */
function createBitmap(width: number, palette: Uint32Array): TightFilter {
  const [zero, one] = [palette[0]!, palette[1] ?? 0];
  return {
    rowLength: Math.ceil(width / 8),
    paintRow(bytes, at, pixels, from) {
      for (let n = 0; n < width; n++)
        pixels[from + n] = (bytes[at + (n >> 3)]! & (0x80 >> (n & 7))) === 0 ? zero : one;
    },
  };
}

/** A byte a pixel. One beyond the palette is black. */
function createIndexed(width: number, palette: Uint32Array): TightFilter {
  return {
    rowLength: width,
    paintRow(bytes, at, pixels, from) {
      for (let n = 0; n < width; n++) pixels[from + n] = palette[bytes[at + n]!] ?? 0;
    },
  };
}

/** What a pixel differs from what those to the left, above, and above to the left let expect, colour by colour. */
function createGradient(width: number): TightFilter {
  // One pixel of black to the left of each row.
  let above = new Uint8Array((width + 1) * 3);
  let row = new Uint8Array((width + 1) * 3);
  return {
    rowLength: width * 3,
    paintRow(bytes, start, pixels, from) {
      for (let n = 0; n < width * 3; n++) {
        const expected = row[n]! + above[n + 3]! - above[n]!;
        row[n + 3] = Math.min(Math.max(expected, 0), 255) + bytes[start + n]!;
      }
      for (let n = 0, at = 3; n < width; n++, at += 3)
        pixels[from + n] = (row[at]! << 16) | (row[at + 1]! << 8) | row[at + 2]!;
      [above, row] = [row, above];
    },
  };
}
