import { expect, test } from 'vitest';
import { backoffDelay, countFailure, DEFAULT_BACKOFF } from '../../../src/client/backoff.ts';

test('waits 0.2 s after the first failure, twice as long after each further one, and never above 5 s', () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 1000].map((failures) => backoffDelay(failures, DEFAULT_BACKOFF));
  expect(delays).toEqual([200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
});

test('begins anew after a connection that lasted, not after one that ended at once', () => {
  expect(countFailure(6, 60_000, DEFAULT_BACKOFF)).toBe(1);
  expect(countFailure(6, 10, DEFAULT_BACKOFF)).toBe(7);
});
