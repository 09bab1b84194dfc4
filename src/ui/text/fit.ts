import stringWidth from 'string-width';
import { plainText } from '../../contract/text.ts';
import { eachGrapheme, splitGraphemes } from './graphemes.ts';
import { NARROW } from './narrow.ts';

/** Kana, ideographs and Hangul syllables, each a character of its own and two columns wide. */
const WIDE = /^[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]+$/;

/** How many columns a line of plain text takes. */
export function widthOf(text: string): number {
  if (NARROW.test(text)) return text.length;
  return WIDE.test(text) ? 2 * text.length : stringWidth(text);
}

/** The longest beginning of `text` that takes at most `columns` columns. */
export function sliceColumns(text: string, columns: number): string {
  if (NARROW.test(text)) return text.slice(0, Math.max(0, columns));
  let out = '';
  let used = 0;
  for (const segment of eachGrapheme(text)) {
    used += widthOf(segment);
    if (used > columns) break;
    out += segment;
  }
  return out;
}

/** `text` made safe, and not wider than `columns`: what is cut off leaves an ellipsis. */
export function clip(text: string, columns: number): string {
  const plain = plainText(text);
  const fitting = sliceColumns(plain, columns);
  if (fitting.length === plain.length) return plain;
  return columns < 1 ? '' : `${sliceColumns(fitting, columns - 1)}…`;
}

/** As `clip`, filled up with blanks to exactly `columns`. */
export function pad(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const clipped = clip(text, columns);
  const blanks = ' '.repeat(Math.max(0, columns - widthOf(clipped)));
  return align === 'left' ? clipped + blanks : blanks + clipped;
}

/** The longest end of `text` that takes at most `columns` columns: what is typed last has to be seen. */
export function clipStart(text: string, columns: number): string {
  const parts = splitGraphemes(text);
  while (parts.length > 0 && widthOf(parts.join('')) > columns) parts.shift();
  return parts.join('');
}
