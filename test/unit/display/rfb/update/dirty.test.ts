import { expect, test } from 'vitest';
import { MAX_DIRTY_RECTS } from '../../../../../src/display/rfb/limits.ts';
import { Dirty } from '../../../../../src/display/rfb/update/dirty.ts';

test('what is painted is told of rectangle by rectangle, without those that have no pixels', () => {
  const dirty = new Dirty();
  dirty.add({ x: 1, y: 2, width: 3, height: 4 });
  dirty.add({ x: 1, y: 2, width: 0, height: 4 });
  dirty.add({ x: 5, y: 6, width: 7, height: 8 });
  expect(dirty.take()).toEqual([
    { x: 1, y: 2, width: 3, height: 4 },
    { x: 5, y: 6, width: 7, height: 8 },
  ]);
  expect(dirty.isEmpty).toBe(true);
});

test('too many of them are one that surrounds them', () => {
  const dirty = new Dirty();
  for (let n = 0; n <= MAX_DIRTY_RECTS; n++)
    dirty.add({ x: n * 2 + 10, y: 20 + (n % 5), width: 2, height: 3 });
  expect(dirty.take()).toEqual([
    { x: 10, y: 20, width: MAX_DIRTY_RECTS * 2, height: 7 },
    { x: MAX_DIRTY_RECTS * 2 + 10, y: 23, width: 2, height: 3 },
  ]);
});
