import { expect, it } from 'vitest';
import { awaitSettledDevices } from '../../../../src/backend/inventory/settled-devices.ts';
import { HurriedClock } from '../../client/hurried-clock.ts';
import { ManualClock } from '../../client/manual-clock.ts';

const udev = '/run/udev/control';
const queue = '/run/udev/queue';
const machineOf = (paths: Set<string>) => ({ isThere: async (path: string) => paths.has(path) });

it('does not wait when udev has nothing to do, or is not there', async () => {
  const clock = new ManualClock();
  await awaitSettledDevices(machineOf(new Set([udev])), clock);
  await awaitSettledDevices(machineOf(new Set([queue])), clock);
  expect(clock.pending).toEqual([]);
});

it('waits until udev is done', async () => {
  const clock = new ManualClock();
  const paths = new Set([udev, queue]);
  let isOver = false;
  const waiting = awaitSettledDevices(machineOf(paths), clock).then(() => {
    isOver = true;
  });
  await expect.poll(() => clock.pending).toHaveLength(1);
  expect(isOver).toBe(false);
  paths.delete(queue);
  clock.advance(100);
  await waiting;
});

it('gives up after ten seconds', async () => {
  const clock = new HurriedClock();
  await awaitSettledDevices(machineOf(new Set([udev, queue])), clock);
  expect(clock.now().getTime()).toBe(10_000);
});
