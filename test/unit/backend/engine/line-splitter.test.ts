import { expect, test } from 'vitest';
import { LineSplitter } from '../../../../src/backend/engine/line-splitter.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('lines that come in pieces are put together, also inside a letter', () => {
  const lines = new LineSplitter();
  const [first, second] = [bytes('Sü').subarray(0, 2), bytes('Sü').subarray(2)];
  expect(lines.push(first)).toEqual([]);
  expect(lines.push(second)).toEqual([]);
  expect(lines.push(bytes('d\none\ntw'))).toEqual(['Süd', 'one']);
  expect(lines.push(bytes('o\n'))).toEqual(['two']);
});

test('a line without an end takes no more memory than a long one', () => {
  const lines = new LineSplitter();
  for (let n = 0; n < 10; n++) expect(lines.push(bytes('x'.repeat(60_000)))).toEqual([]);
  expect(lines.push(bytes('\nnext\n')).map(({ length }) => length)).toEqual([65_536, 4]);
});
