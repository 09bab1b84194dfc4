import type { ThumbnailPixels } from '../../client/thumbnail/render.ts';
import { toPalette } from './to-palette.ts';

/** Pixels that a sixel has, one above the other; the uppermost is the least bit. */
const BAND = 6;
/** A sixel without pixels. */
const EMPTY = 0x3f;
/** Up to here repeating a sixel takes no more than saying how often. */
const SHORT = 3;

/**
 * A thumbnail as a sixel picture (DEC STD 070; VT330/VT340 Programmer Reference Manual, chapter 14): pixels are square, what has none stays as it is, and each
 * colour of each band is a line of its own. A line feed follows, so that what comes next is below the picture.
 */
export function toSixel({ width, height, base64 }: ThumbnailPixels): string {
  const rgb = new Uint8Array(width * height * 3);
  rgb.set(Buffer.from(base64, 'base64').subarray(0, rgb.length));
  const { palette, indices } = toPalette(rgb);
  const colours = palette.map((colour, n) => `#${n};2;${colour.map(toPercent).join(';')}`);
  const bands: string[] = [];
  for (let top = 0; top < height; top += BAND)
    bands.push(renderBand(indices.subarray(top * width, Math.min(height, top + BAND) * width), width));
  return `\u001bP0;1;0q"1;1;${width};${height}${colours.join('')}${bands.join('-')}\u001b\\\n`;
}

/** Up to six rows of pixels: a line of sixels for each colour in them, one over the other. */
function renderBand(indices: Uint8Array, width: number): string {
  const lines = new Map<number, Uint8Array>();
  for (const [at, colour] of indices.entries()) {
    const line = lines.get(colour) ?? new Uint8Array(width);
    const column = at % width;
    line[column] = (line[column] ?? 0) | (1 << Math.floor(at / width));
    lines.set(colour, line);
  }
  return [...lines].map(([colour, line]) => `#${colour}${renderLine(line)}`).join('$');
}

function renderLine(line: Uint8Array): string {
  let out = '';
  for (let from = 0, to = 0; from < line.length; from = to) {
    while (to < line.length && line[to] === line[from]) to++;
    const sixel = String.fromCharCode(EMPTY + (line[from] ?? 0));
    out += to - from > SHORT ? `!${to - from}${sixel}` : sixel.repeat(to - from);
  }
  return out;
}

const toPercent = (value: number): number => Math.round((value / 255) * 100);
