import stringWidth from 'string-width';
import { plainText } from '../../contract/text.ts';
import { splitGraphemes } from './graphemes.ts';
import { NARROW } from './narrow.ts';

/** How many columns a line of plain text takes. */
export const widthOf = (text: string): number => (NARROW.test(text) ? text.length : stringWidth(text));

/** The longest beginning of `text` that takes at most `columns` columns. */
export function sliceColumns(text: string, columns: number): string {
  if (NARROW.test(text)) return text.slice(0, Math.max(0, columns));
  let out = '';
  let used = 0;
  for (const segment of splitGraphemes(text)) {
    used += stringWidth(segment);
    if (used > columns) break;
    out += segment;
  }
  return out;
}

/** `text` made safe, and not wider than `columns`: what is cut off leaves an ellipsis. */
export function clip(text: string, columns: number): string {
  const plain = plainText(text);
  if (widthOf(plain) <= columns) return plain;
  return columns < 1 ? '' : `${sliceColumns(plain, columns - 1)}…`;
}

/** As `clip`, filled up with blanks to exactly `columns`. */
export function pad(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const clipped = clip(text, columns);
  const blanks = ' '.repeat(Math.max(0, columns - widthOf(clipped)));
  return align === 'left' ? clipped + blanks : blanks + clipped;
}
