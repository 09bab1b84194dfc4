import { cp437 } from './cp437.ts';
import type { Font } from './model.ts';

export const glyphRows = 16;
const glyphs = 256;
/** The second glyph, a face; the first one is blank. */
const face = [0, 0, 0x7e, 0x81, 0xa5, 0x81, 0x81, 0xbd, 0x99, 0x81, 0x81, 0x7e, 0, 0, 0, 0];

/** A glyph as the key of a font: its rows, eight pixels in a number each. */
export const toKey = (rows: Iterable<number>): string => String.fromCharCode(...rows);

/** The font of 8x16 pixels in a VGA BIOS, which starts with a blank and a face; `undefined` where there is none. */
export function parseFont(rom: Uint8Array): Font | undefined {
  const at = indexOf(rom, face) - glyphRows;
  if (at < 0 || at + glyphs * glyphRows > rom.length) return undefined;
  const glyph = (n: number) => toKey(rom.subarray(at + n * glyphRows, at + (n + 1) * glyphRows));
  // From the end, so that a blank is the space.
  return new Map(cp437.map((character, n): [string, string] => [glyph(n), character]).reverse());
}

function indexOf(bytes: Uint8Array, wanted: readonly number[]): number {
  for (let at = bytes.indexOf(wanted[2] ?? 0) - 2; at >= -2; ) {
    if (at >= 0 && wanted.every((byte, i) => bytes[at + i] === byte)) return at;
    const next = bytes.indexOf(wanted[2] ?? 0, at + 3);
    if (next < 0) return -1;
    at = next - 2;
  }
  return -1;
}
