import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Nudging } from '../../../../src/display/viewer/nudging.ts';

let nudges = 0;
let nudging: Nudging;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  nudges = 0;
  nudging = new Nudging(() => nudges++);
});

afterEach(() => {
  nudging.stop();
  vi.useRealTimers();
});

/** How many come in so many milliseconds. */
function during(ms: number): number {
  const before = nudges;
  vi.advanceTimersByTime(ms);
  return nudges - before;
}

test('while somebody types they come every 25 ms, the first of them soon after the key', () => {
  nudging.active(true);
  nudging.afterKey();
  expect(during(4)).toBe(0);
  expect(during(1)).toBe(1);
  expect(during(1000)).toBe(40);
  nudging.afterKey();
  expect(during(1005)).toBe(41);
});

test('a key that comes while they run brings one soon, and no second row of them', () => {
  nudging.active(true);
  for (let key = 0; key < 10; key++) {
    nudging.afterKey();
    expect(during(20)).toBe(1);
  }
  expect(during(1000)).toBeLessThanOrEqual(41);
});

test('after that they come four times a second for a minute, and then not at all', () => {
  nudging.active(true);
  nudging.afterKey();
  during(1100);
  expect(during(10_000)).toBe(40);
  during(50_000);
  expect(during(600_000)).toBe(0);
});

test('a movement has them go on, and brings none of its own', () => {
  nudging.active(true);
  for (let movement = 0; movement < 10; movement++) {
    nudging.touch();
    during(50);
  }
  expect(nudges).toBe(2);
  expect(during(60_000)).toBe(240);
  expect(during(60_000)).toBe(0);
});

test('a guest that is not shown is not nudged, whatever is pressed', () => {
  nudging.afterKey();
  nudging.touch();
  expect(during(60_000)).toBe(0);
  nudging.active(true);
  nudging.afterKey();
  nudging.active(false);
  expect(during(60_000)).toBe(0);
});
