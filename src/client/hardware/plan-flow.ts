/**
 * Puts texts of the given widths after each other, `gap` blanks apart, into lines of `room` columns. Answers the indices on each line;
 * one that is wider than a line has a line of its own.
 */
export function planFlow(widths: readonly number[], room: number, gap: number): number[][] {
  const lines: number[][] = [];
  let left = 0;
  widths.forEach((width, index) => {
    const line = lines.at(-1);
    if (line !== undefined && width + gap <= left) {
      line.push(index);
      left -= width + gap;
    } else {
      lines.push([index]);
      left = room - width;
    }
  });
  return lines;
}
