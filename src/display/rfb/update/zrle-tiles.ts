import type { Surface } from '../../surface.ts';
import { toProtocolError } from '../errors.ts';
import type { ByteReader } from '../wire/byte-reader.ts';
import { fill } from './painting.ts';

/** Numbers of palettes in the byte that begins a tile, and what is beside them. */
const RAW = 0;
const SOLID = 1;
const PACKED_MAX = 16;
const PLAIN_RUNS = 128;
const PALETTE_RUNS_MIN = 130;
/** A pixel is three bytes: the fourth has no colour. */
const PIXEL = 3;

/** Paints tiles of ZRLE, as RFC 6143 has them in 7.7.6. */
export class ZrleTiles {
  readonly #palette = new Uint32Array(128);

  /** False when not all of the tile is there: nothing is read then, though some of it may be painted. */
  paint(reader: ByteReader, surface: Surface, corner: number, width: number, height: number): boolean {
    if (reader.available === 0) return false;
    const { bytes, end } = reader;
    const kind = bytes[reader.at]!;
    const at = reader.at + 1;
    const after =
      kind === RAW
        ? paintRaw(bytes, at, end, surface, corner, width, height)
        : kind === SOLID
          ? paintSolid(bytes, at, end, surface, corner, width, height)
          : kind === PLAIN_RUNS
            ? paintRuns(bytes, at, end, surface, corner, width, height, undefined)
            : this.#paintPalette(kind, bytes, at, end, surface, corner, width, height);
    if (after < 0) return false;
    reader.at = after;
    return true;
  }

  #paintPalette(
    kind: number,
    bytes: Buffer,
    at: number,
    end: number,
    surface: Surface,
    corner: number,
    width: number,
    height: number,
  ): number {
    const isRuns = kind >= PALETTE_RUNS_MIN;
    if (!isRuns && kind > PACKED_MAX) throw toProtocolError(`a tile is of the unknown kind ${kind}`);
    const size = isRuns ? kind - PLAIN_RUNS : kind;
    const from = at + size * PIXEL;
    if (from > end) return -1;
    for (let n = 0; n < size; n++) this.#palette[n] = toPixel(bytes, at + n * PIXEL);
    // An index beyond the palette shows a pixel of a former one, which harms nobody.
    return isRuns
      ? paintRuns(bytes, from, end, surface, corner, width, height, this.#palette)
      : paintPacked(bytes, from, end, surface, corner, width, height, this.#palette, size);
  }
}

function toPixel(bytes: Buffer, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
}

function paintRaw(
  bytes: Buffer,
  start: number,
  end: number,
  { pixels, width: stride }: Surface,
  corner: number,
  width: number,
  height: number,
): number {
  let at = start;
  if (at + width * height * PIXEL > end) return -1;
  for (let row = 0, from = corner; row < height; row++, from += stride)
    for (let to = from; to < from + width; to++, at += PIXEL) pixels[to] = toPixel(bytes, at);
  return at;
}

function paintSolid(
  bytes: Buffer,
  at: number,
  end: number,
  { pixels, width: stride }: Surface,
  corner: number,
  width: number,
  height: number,
): number {
  if (at + PIXEL > end) return -1;
  fill(pixels, stride, corner, width, height, toPixel(bytes, at));
  return at + PIXEL;
}

/** Indices of 1, 2 or 4 bits, the leftmost in the highest bits; each row begins with a byte of its own. */
function paintPacked(
  bytes: Buffer,
  start: number,
  end: number,
  { pixels, width: stride }: Surface,
  corner: number,
  width: number,
  height: number,
  palette: Uint32Array,
  size: number,
): number {
  const bits = size <= 2 ? 1 : size <= 4 ? 2 : 4;
  const rowLength = Math.ceil((width * bits) / 8);
  let at = start;
  if (at + rowLength * height > end) return -1;
  const mask = (1 << bits) - 1;
  for (let row = 0, from = corner; row < height; row++, from += stride) {
    let shift = 0;
    let byte = 0;
    for (let to = from; to < from + width; to++) {
      if (shift === 0) {
        byte = bytes[at++]!;
        shift = 8;
      }
      shift -= bits;
      pixels[to] = palette[(byte >> shift) & mask]!;
    }
  }
  return at;
}

/** Runs of one pixel, which go on in the next row. Without a palette each begins with its pixel. */
function paintRuns(
  bytes: Buffer,
  start: number,
  end: number,
  { pixels, width: stride }: Surface,
  corner: number,
  width: number,
  height: number,
  palette: Uint32Array | undefined,
): number {
  let at = start;
  let left = width * height;
  let column = 0;
  let to = corner;
  while (left > 0) {
    let run = 1;
    let pixel: number;
    let isRun = true;
    if (palette === undefined) {
      if (at + PIXEL > end) return -1;
      pixel = toPixel(bytes, at);
      at += PIXEL;
    } else {
      if (at >= end) return -1;
      const index = bytes[at++]!;
      pixel = palette[index & 127]!;
      isRun = index >= 128;
    }
    for (let more = isRun ? 255 : 0; more === 255; run += more) {
      if (at >= end) return -1;
      more = bytes[at++]!;
      if (run + more > left) throw toProtocolError('a run goes beyond its tile');
    }
    left -= run;
    for (; run > 0; run--) {
      pixels[to++] = pixel;
      if (++column === width) {
        column = 0;
        to += stride - width;
      }
    }
  }
  return at;
}
