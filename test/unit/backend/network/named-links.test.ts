import { expect, it } from 'vitest';
import { awaitNamedLinks } from '../../../../src/backend/network/named-links.ts';
import { HurriedClock } from '../../client/hurried-clock.ts';
import { ManualClock } from '../../client/manual-clock.ts';

/** A machine with these files; each check of udev's database is told. */
function machineOf(paths: string[], onCheck = () => {}) {
  return {
    listNames: async () => ({ ok: true as const, value: ['eth0', 'lo'] }),
    readText: async () => ({ ok: true as const, value: '7\n' }),
    isThere: async (path: string) => {
      if (path.startsWith('/run/udev/data/')) onCheck();
      return paths.includes(path);
    },
  };
}
const nic = '/sys/class/net/eth0/device';
const udev = '/run/udev/control';
const record = '/run/udev/data/n7';

it('does not wait when udev is done with every NIC', async () => {
  const clock = new ManualClock();
  await awaitNamedLinks(machineOf([udev, nic, record]), clock);
  expect(clock.pending).toEqual([]);
});

it('does not wait where there is no udev', async () => {
  await awaitNamedLinks(machineOf([nic]), new ManualClock());
});

it('waits until udev is done', async () => {
  const clock = new ManualClock();
  const paths = [udev, nic];
  let isOver = false;
  const checked = Promise.withResolvers<void>();
  const machine = machineOf(paths, () => checked.resolve());
  const waiting = awaitNamedLinks(machine, clock).then(() => {
    isOver = true;
  });
  await checked.promise;
  await expect.poll(() => clock.pending).toHaveLength(1);
  expect(isOver).toBe(false);
  paths.push(record);
  clock.advance(100);
  await waiting;
});

it('gives up after three seconds', async () => {
  const clock = new HurriedClock();
  await awaitNamedLinks(machineOf([udev, nic]), clock);
  expect(clock.now().getTime()).toBe(3000);
});
