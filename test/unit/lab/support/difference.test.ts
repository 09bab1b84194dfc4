import { expect, test } from 'vitest';
import { describeDifference, isOfPointer, toDifference } from '../../../lab/support/difference.ts';

const picture = (width: number, height: number, spots: [number, number][] = []) => {
  const rgb = Buffer.alloc(width * height * 3);
  for (const [x, y] of spots) rgb[(y * width + x) * 3] = 255;
  return { width, height, rgb };
};

test('pictures are the same but for the last row of text', () => {
  expect(toDifference(picture(200, 100), picture(200, 100))).toBeUndefined();
  expect(toDifference(picture(200, 100, [[7, 70]]), picture(200, 100))).toBeUndefined();
});

test('where they differ is told, and so is another size', () => {
  const spots: [number, number][] = [
    [7, 9],
    [70, 67],
  ];
  const difference = toDifference(picture(200, 100, spots), picture(200, 100));
  expect(difference).toEqual({ kind: 'pixels', count: 2, left: 7, top: 9, right: 70, bottom: 67 });
  expect(describeDifference(difference as never)).toBe('2 pixels differ, from 7,9 to 70,67');
  const other = toDifference(picture(200, 100), picture(100, 100));
  expect(other).toEqual({ kind: 'size', own: '200x100', guest: '100x100' });
  expect(isOfPointer(other as never)).toBe(false);
});

test('a pointer is 64 pixels wide and high at most', () => {
  const at = (right: number, bottom: number) =>
    isOfPointer({ kind: 'pixels', count: 2, left: 10, top: 20, right, bottom });
  expect(at(73, 83)).toBe(true);
  expect(at(74, 83)).toBe(false);
  expect(at(73, 84)).toBe(false);
});
