import type { ScreenText } from '../contract/index.ts';

/** What the guest's display says, and how much of it was read. */
export function screenTextLines({ lines, cells, known, width, height }: ScreenText): string[] {
  const size = `${width}x${height}`;
  if (cells === 0) return [`The display (${size}) is blank.`];
  if (lines.length === 0) return [`The display (${size}) shows a picture, and no text that can be read.`];
  const rest = cells - known;
  const note = rest === 0 ? [] : [``, `${rest} of ${cells} characters could not be read: ? stands for each.`];
  return [...withoutBlankEnds(lines).map((line) => line.replaceAll('\ufffd', '?')), ...note];
}

/** Most displays say something in a few of their rows only, and seats are smaller. */
function withoutBlankEnds(lines: readonly string[]): string[] {
  const isSaid = (line: string): boolean => line.trim() !== '';
  return lines.slice(Math.max(0, lines.findIndex(isSaid)), lines.findLastIndex(isSaid) + 1);
}
