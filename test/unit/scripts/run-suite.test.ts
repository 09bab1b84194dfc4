import { expect, test } from 'vitest';
import { toLimitMs } from '../../../scripts/lib/run-suite.ts';

const minute = 60_000;

test('a suite has its own limit, or what is left of the hour of the whole run', () => {
  expect(toLimitMs('unit', 0, 0)).toBe(5 * minute);
  expect(toLimitMs('lab', 0, 5 * minute)).toBe(45 * minute);
  expect(toLimitMs('lab', 0, 30 * minute)).toBe(25 * minute);
  expect(toLimitMs('lab', 0, 90 * minute)).toBe(minute);
});
