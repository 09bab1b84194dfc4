import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readLines } from '../../../../src/backend/engine/read-lines.ts';

async function read(chunks: Buffer[], limitBytes: number): Promise<string[]> {
  const lines: string[] = [];
  async function* given() {
    yield* chunks;
  }
  for await (const line of readLines(given(), limitBytes)) lines.push(line.toString());
  return lines;
}
const cut = (text: string, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, n) =>
    Buffer.from(text.slice(n * size, (n + 1) * size)),
  );

it('gives whole lines, however they come', async () => {
  for (const size of [1, 2, 3, 100])
    expect(await read(cut('one\n\ntwo\nthree', size), 10)).toEqual(['one', '', 'two']);
});

it('tells of a line that is too long once, and goes on after it', async () => {
  for (const size of [1, 7, 100_000])
    expect(await read(cut(`${'x'.repeat(50_000)}\nok\n12345678\n123456789\nok\n`, size), 8)).toEqual([
      'too-long',
      'ok',
      '12345678',
      'too-long',
      'ok',
    ]);
});

it('gives the same however the text is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.stringMatching(/^[ab\n]{0,60}$/),
      fc.integer({ min: 1, max: 20 }),
      async (text, size) => {
        expect(await read(cut(text, size), 5)).toEqual(await read(cut(text, 1000), 5));
      },
    ),
  );
});
