import { expect, it } from 'vitest';
import { suggest, toDistance } from '../../../../src/backend/config/suggest.ts';

it('suggests the nearest known word, and none that is far', () => {
  const known = ['name', 'memory', 'stopTimeoutS', 'disks'];
  expect(['nmae', 'Memory', 'stopTimeout', 'disk', 'zzz', ''].map((word) => suggest(word, known))).toEqual([
    'name',
    'memory',
    'stopTimeoutS',
    'disks',
    undefined,
    undefined,
  ]);
});
it('counts swapped neighbours as one', () => {
  expect(toDistance('nmae', 'name')).toBe(1);
  expect(toDistance('', 'abc')).toBe(3);
});
