import stringWidth from 'string-width';
import { splitGraphemes } from '../text/graphemes.ts';
import { NARROW } from '../text/narrow.ts';
import type { Capabilities } from './capabilities.ts';
import { toGlyph } from './glyphs.ts';
import { applySgr, limitStyle, type PackedStyle, PLAIN } from './style.ts';

/** One row of the screen, an entry for each column; an empty text continues the wide character to its left. */
export interface Row {
  texts: string[];
  styles: PackedStyle[];
}

const SGR = /\u001b\[([\d;]*)m/;
/** Whatever else begins with an escape, and all other control characters: none of ours, never handed on. */
const CONTROLS =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|.)?|[\u0000-\u001f\u007f-\u009f]/gs;

/** The rows of a frame as `capabilities` can show them: `count` rows of `columns` columns, whatever the frame's size. */
export function parseFrame(frame: string, columns: number, count: number, capabilities: Capabilities): Row[] {
  const lines = frame.split('\n');
  return Array.from({ length: count }, (_, i) => parseRow(lines[i] ?? '', columns, capabilities));
}

/** One line of text with SGR sequences as a row. What is beyond the last column is left out. */
export function parseRow(line: string, columns: number, { colours, glyphs }: Capabilities): Row {
  const row: Row = { texts: [], styles: [] };
  let style = PLAIN;
  // The capture group makes every second part the parameters of a sequence.
  for (const [i, part] of line.split(SGR).entries()) {
    if (i % 2 === 1) style = applySgr(style, part);
    else append(row, part.replace(CONTROLS, ''), limitStyle(style, colours), columns, glyphs);
  }
  while (row.texts.length < columns) push(row, ' ', PLAIN);
  return row;
}

function append(
  row: Row,
  text: string,
  style: PackedStyle,
  columns: number,
  glyphs: Capabilities['glyphs'],
): void {
  const narrow = NARROW.test(text);
  const characters = narrow ? text : splitGraphemes(text);
  for (const character of characters) {
    const width = narrow ? 1 : Math.min(2, stringWidth(character));
    if (width === 0) continue;
    if (row.texts.length + width > columns) return;
    const shown = toGlyph(character, width, glyphs);
    if (width === 2 && shown.length === 2 && /^[\u0020-\u007e]+$/.test(shown)) {
      for (const half of shown) push(row, half, style);
      continue;
    }
    push(row, shown, style);
    if (width === 2) push(row, '', style);
  }
}

function push(row: Row, text: string, style: PackedStyle): void {
  row.texts.push(text);
  row.styles.push(style);
}

/** Whether a column looks the same in both rows. */
export const sameCell = (a: Row, b: Row, column: number): boolean =>
  a.texts[column] === b.texts[column] && a.styles[column] === b.styles[column];

/** The column after the last one that is not a plain blank. */
export function contentEnd({ texts, styles }: Row): number {
  let end = texts.length;
  while (end > 0 && texts[end - 1] === ' ' && styles[end - 1] === PLAIN) end--;
  return end;
}
