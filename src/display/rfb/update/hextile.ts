import type { Surface } from '../../surface.ts';
import type { Context } from '../context.ts';
import { toProtocolError } from '../errors.ts';
import type { ByteReader } from '../wire/byte-reader.ts';
import type { Decoder } from './decoders.ts';
import { fill } from './painting.ts';

const SIDE = 16;
const RAW = 1;
const BACKGROUND = 2;
const FOREGROUND = 4;
const SUBRECTS = 8;
const COLOURED = 16;

/** What one tile leaves to the next. */
interface Colours {
  background: number;
  foreground: number;
}

/** Tiles of 16x16: pixels as they are, or rectangles on a background. */
export function createHextile({ reader, budget }: Context): Decoder {
  return function* (surface, { x, y, width, height }) {
    const colours = { background: 0, foreground: 0 };
    for (let top = 0; top < height; top += SIDE) {
      const tileHeight = Math.min(SIDE, height - top);
      const row = (y + top) * surface.width + x;
      for (let left = 0; left < width; left += SIDE) {
        const tileWidth = Math.min(SIDE, width - left);
        for (;;) {
          const length = toLength(reader, tileWidth * tileHeight);
          if (length <= reader.end - reader.at) break;
          yield* reader.need(length);
        }
        if (budget.spend(paintTile(reader, surface, row + left, tileWidth, tileHeight, colours)))
          yield 'turn';
      }
    }
  };
}

/** The bytes of the tile that comes next, as far as what is there tells. */
function toLength({ bytes, at, end }: ByteReader, pixelCount: number): number {
  if (at === end) return 1;
  const kind = bytes[at]!;
  if ((kind & RAW) !== 0) return 1 + pixelCount * 4;
  const length = 1 + ((kind & BACKGROUND) !== 0 ? 4 : 0) + ((kind & FOREGROUND) !== 0 ? 4 : 0);
  if ((kind & SUBRECTS) === 0) return length;
  if (at + length >= end) return length + 1;
  return length + 1 + bytes[at + length]! * ((kind & COLOURED) !== 0 ? 6 : 2);
}

/** Gives how many pixels it has painted, those on top of others too. */
function paintTile(
  reader: ByteReader,
  surface: Surface,
  corner: number,
  width: number,
  height: number,
  colours: Colours,
): number {
  const { bytes, view } = reader;
  const { pixels, width: stride } = surface;
  let painted = width * height;
  let at = reader.at;
  const kind = bytes[at++]!;
  if ((kind & RAW) !== 0) {
    for (let row = 0, start = corner; row < height; row++, start += stride)
      for (let to = start; to < start + width; to++, at += 4) pixels[to] = view.getUint32(at, true);
    reader.at = at;
    return painted;
  }
  if ((kind & BACKGROUND) !== 0) {
    colours.background = view.getUint32(at, true);
    at += 4;
  }
  if ((kind & FOREGROUND) !== 0) {
    colours.foreground = view.getUint32(at, true);
    at += 4;
  }
  fill(pixels, stride, corner, width, height, colours.background);
  if ((kind & SUBRECTS) !== 0) {
    const isColoured = (kind & COLOURED) !== 0;
    let pixel = colours.foreground;
    for (let left = bytes[at++]!; left > 0; left--) {
      if (isColoured) {
        pixel = view.getUint32(at, true);
        at += 4;
      }
      const place = bytes[at++]!;
      const size = bytes[at++]!;
      const [x, y] = [place >> 4, place & 15];
      const [w, h] = [(size >> 4) + 1, (size & 15) + 1];
      if (x + w > width || y + h > height) throw toProtocolError('a rectangle lies outside its tile');
      fill(pixels, stride, corner + y * stride + x, w, h, pixel);
      painted += w * h;
    }
  }
  reader.at = at;
  return painted;
}
