import { plainLines } from '../../contract/text.ts';
import { widthOf } from './fit.ts';
import { eachGrapheme } from './graphemes.ts';

/** Text as lines of at most `columns` columns, broken between words where that is possible. Made safe; line ends in it count. */
export function wrapText(text: string, columns: number): string[] {
  const width = Math.max(1, columns);
  return plainLines(text).flatMap((line) => wrapLine(line.trimEnd(), width));
}

function wrapLine(line: string, width: number): string[] {
  if (widthOf(line) <= width) return [line];
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/ +/)) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (widthOf(longer) <= width) {
      current = longer;
      continue;
    }
    if (current !== '') lines.push(current);
    const parts = cutWord(word, width);
    current = parts.pop() ?? '';
    lines.push(...parts);
  }
  if (current !== '') lines.push(current);
  return lines;
}

/** A word in parts of at most `width` columns. A wide character in a single column would never fit, and is a part of its own. */
function cutWord(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const character of eachGrapheme(word)) {
    const columns = widthOf(character);
    if (part !== '' && used + columns > width) {
      parts.push(part);
      part = '';
      used = 0;
    }
    part += character;
    used += columns;
  }
  return [...parts, part];
}
