import { expect, test } from 'vitest';
import { startWatchdog } from '../../../../src/backend/engine/watchdog.ts';
import { ManualClock } from '../../client/manual-clock.ts';
import { silentLog } from '../silent-log.ts';

function start(isHealthy: () => boolean) {
  const clock = new ManualClock();
  const seen = { pings: 0 };
  const stop = startWatchdog({
    clock,
    log: silentLog,
    everyMs: 30_000,
    isHealthy,
    ping: () => void seen.pings++,
  });
  return { clock, seen, stop };
}

test('it pings at once and at each interval while the backend is healthy', () => {
  const { clock, seen } = start(() => true);
  clock.advance(30_000);
  clock.advance(30_000);
  expect(seen.pings).toBe(3);
});

test.each([
  ['says no', () => false],
  [
    'throws',
    () => {
      throw new Error('database is closed');
    },
  ],
])('it is silent when the check of health %s', (_, isHealthy) => {
  const { clock, seen } = start(isHealthy);
  clock.advance(30_000);
  expect(seen.pings).toBe(0);
});

test('it goes on when health comes back, and ends when told to', () => {
  let healthy = false;
  const { clock, seen, stop } = start(() => healthy);
  healthy = true;
  clock.advance(30_000);
  stop();
  expect(clock.pending).toEqual([]);
  expect(seen.pings).toBe(1);
});
