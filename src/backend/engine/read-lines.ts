/** A line without its end, or that there was one that is too long. */
export type Line = Buffer | 'too-long';

const lineEnd = 0x0a;

/**
 * The lines of a stream. Of one that is longer than the limit nothing is kept: it is told as soon as it is too long, and skipped to its end.
 * What comes after the last line's end is no line.
 */
export async function* readLines(chunks: AsyncIterable<Buffer>, limitBytes: number): AsyncGenerator<Line> {
  let begun: Buffer[] = [];
  let size = 0;
  let isSkipping = false;
  for await (const chunk of chunks) {
    let from = 0;
    while (from < chunk.length) {
      const end = chunk.indexOf(lineEnd, from);
      const piece = chunk.subarray(from, end === -1 ? undefined : end);
      from = end === -1 ? chunk.length : end + 1;
      size += piece.length;
      if (!isSkipping && size > limitBytes) {
        isSkipping = true;
        begun = [];
        yield 'too-long';
      }
      // A copy: a piece would keep the whole chunk.
      if (!isSkipping && end === -1) begun.push(Buffer.from(piece));
      if (end === -1) continue;
      const line = isSkipping ? undefined : Buffer.concat([...begun, piece]);
      begun = [];
      size = 0;
      isSkipping = false;
      if (line !== undefined) yield line;
    }
  }
}
