import { plainLines } from '../../contract/text.ts';
import { sliceColumns, widthOf } from './fit.ts';

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
    current = word;
    while (widthOf(current) > width) {
      // A wide character in a single column would never fit.
      const head = sliceColumns(current, width) || (current.match(/./u)?.[0] ?? current);
      lines.push(head);
      current = current.slice(head.length);
    }
  }
  if (current !== '') lines.push(current);
  return lines;
}
