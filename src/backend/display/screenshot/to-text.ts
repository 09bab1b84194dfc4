import type { Font, Pixels, ScreenText } from './model.ts';
import { glyphRows, toKey } from './parse-font.ts';

const unknown = '\ufffd';
const glyphColumns = 8;
/** VGA's text mode has nine columns for a character, and 80 characters. */
const vgaTextWidth = 720;

/** One place of a screen of text: a blank, nothing that a font could have, or the rows of a glyph and their reverse, as keys of a font. */
type Cell = 'blank' | 'none' | readonly [string, string];

/** What a screen of text says: each place is a character only where all of its pixels are that character's, in two colours. */
export const toText = (pixels: Pixels, font: Font): ScreenText => toReading(readCells(pixels), font);

/** What a screen says in that of the fonts which has most of it. Never a mixture: a glyph may be one character in one of them and another in the next. */
export function readBest(pixels: Pixels, fonts: readonly Font[]): ScreenText {
  const cells = readCells(pixels);
  const readings = fonts.map((font) => toReading(cells, font));
  const [first = { lines: [], cells: 0, known: 0 }, ...others] = readings;
  return others.reduce((best, each) => (each.known > best.known ? each : best), first);
}

function toReading(rows: readonly (readonly Cell[])[], font: Font): ScreenText {
  let cells = 0;
  let known = 0;
  const lines = rows.map((row) => {
    let line = '';
    for (const cell of row) {
      const character = toCharacter(cell, font);
      if (character !== ' ') cells++;
      if (character !== ' ' && character !== unknown) known++;
      line += character;
    }
    return line.trimEnd();
  });
  while (lines.at(-1) === '') lines.pop();
  return { lines, cells, known };
}

function toCharacter(cell: Cell, font: Font): string {
  if (cell === 'blank') return ' ';
  return cell === 'none' ? unknown : (font.get(cell[0]) ?? font.get(cell[1]) ?? unknown);
}

function readCells(pixels: Pixels): Cell[][] {
  const { width, height } = pixels;
  const step = width === vgaTextWidth ? glyphColumns + 1 : glyphColumns;
  return Array.from({ length: Math.floor(height / glyphRows) }, (_, row) =>
    Array.from({ length: Math.floor(width / step) }, (_, column) =>
      readCell(pixels, column * step, row * glyphRows),
    ),
  );
}

function readCell({ width, rgb }: Pixels, left: number, top: number): Cell {
  const colourAt = (x: number, y: number) => {
    const at = ((top + y) * width + left + x) * 3;
    return ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0);
  };
  const first = colourAt(0, 0);
  let second: number | undefined;
  const rows: number[] = [];
  for (let y = 0; y < glyphRows; y++) {
    let bits = 0;
    for (let x = 0; x < glyphColumns; x++) {
      const colour = colourAt(x, y);
      if (colour !== first) {
        second ??= colour;
        if (colour !== second) return 'none';
      }
      bits = (bits << 1) | (colour === first ? 0 : 1);
    }
    rows.push(bits);
  }
  if (second === undefined) return 'blank';
  return [toKey(rows), toKey(rows.map((bits) => bits ^ 0xff))];
}
