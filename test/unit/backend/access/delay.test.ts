import { expect, test } from 'vitest';
import { plusOne, toDelayMs, toWaitMs } from '../../../../src/backend/access/delay.ts';

test('one slip is free, then the delay doubles from 1 s to 60 s', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 1000].map((n) => toDelayMs(n, 'seat'))).toEqual([
    0, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000,
  ]);
});

test('of all seats together two slips are free', () => {
  expect([1, 2, 3, 4].map((n) => toDelayMs(n, 'all'))).toEqual([0, 0, 1000, 2000]);
});

test('the wait runs out with the clock', () => {
  const failed = plusOne({ failures: 2, nextAttemptMs: 0 }, 'seat', 10_000);
  expect(failed).toEqual({ failures: 3, nextAttemptMs: 12_000 });
  expect([10_000, 11_500, 12_000, 99_000].map((now) => toWaitMs(failed, 'seat', now))).toEqual([
    2000, 500, 0, 0,
  ]);
});

test('a clock that was set back a year locks nobody out for longer than the delay', () => {
  const failed = plusOne({ failures: 2, nextAttemptMs: 0 }, 'seat', 31_536_000_000);
  expect(toWaitMs(failed, 'seat', 0)).toBe(2000);
});
