import { expect, test } from 'vitest';
import { coalesce } from '../../../../src/backend/engine/coalesce.ts';
import { ManualClock } from '../../client/manual-clock.ts';

test('the first request runs at once, the others once when the time is over', () => {
  const clock = new ManualClock();
  let runs = 0;
  const { trigger } = coalesce(clock, 100, () => void runs++);
  trigger();
  trigger();
  trigger();
  expect(runs).toBe(1);
  clock.advance(100);
  expect(runs).toBe(2);
});

test('no timer is left when nothing more is asked for', () => {
  const clock = new ManualClock();
  const { trigger } = coalesce(clock, 100, () => {});
  trigger();
  clock.advance(100);
  expect(clock.pending).toEqual([]);
});

test('what was cancelled never runs', () => {
  const clock = new ManualClock();
  let runs = 0;
  const { trigger, cancel } = coalesce(clock, 100, () => void runs++);
  trigger();
  trigger();
  cancel();
  clock.advance(1000);
  expect(runs).toBe(1);
});
