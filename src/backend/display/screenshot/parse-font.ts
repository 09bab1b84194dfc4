import { cp437 } from './cp437.ts';
import type { Font } from './model.ts';

export const glyphRows = 16;
const glyphs = 256;
const fontBytes = glyphs * glyphRows;
/** The first two glyphs: a blank, and a face. */
const beginning = Buffer.from([
  ...Array.from({ length: glyphRows }, () => 0),
  ...[0, 0, 0x7e, 0x81, 0xa5, 0x81, 0x81, 0xbd, 0x99, 0x81, 0x81, 0x7e, 0, 0, 0, 0],
]);

/** The font of 8x16 pixels of a PC in a file that has one: 256 characters of sixteen rows, a byte each; `undefined` where there is none. */
export function findFont(file: Uint8Array): Buffer | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const at = bytes.indexOf(beginning);
  return at < 0 || at + fontBytes > bytes.length ? undefined : bytes.subarray(at, at + fontBytes);
}

/** A glyph as the key of a font: its rows, eight pixels in a number each. */
export const toKey = (rows: Iterable<number>): string => String.fromCharCode(...rows);

/** The characters of the font in a VGA BIOS, or in another file with one; `undefined` where there is none. */
export function parseFont(file: Uint8Array): Font | undefined {
  const font = findFont(file);
  if (font === undefined) return undefined;
  const glyph = (n: number) => toKey(font.subarray(n * glyphRows, (n + 1) * glyphRows));
  // From the end, so that a blank is the space.
  return new Map(cp437.map((character, n): [string, string] => [glyph(n), character]).reverse());
}
