import { expect, test } from 'vitest';
import { GuestFreeze } from '../../../../../src/backend/host/agent/guest-freeze.ts';
import { flushDisk } from '../../../../../src/backend/media/flush/flush-disk.ts';
import { planFlush } from '../../../../../src/backend/media/flush/plan-flush.ts';
import { ManualClock } from '../../../client/manual-clock.ts';
import { silentLog } from '../../silent-log.ts';
import { FakeGuest } from '../fake-guest.ts';
import { memoryStore } from '../parts.ts';

const root = { mountpoint: '/', type: 'ext4', disks: ['vda'] };
const stick = (type: string) => ({ mountpoint: '/mnt', type, disks: ['sdi'] });

async function flush(guest: FakeGuest, { signal = new AbortController().signal } = {}) {
  const clock = new ManualClock();
  const log = silentLog;
  const freeze = new GuestFreeze({
    ...{ clock, log, db: memoryStore(), bootId: 'b', hypervisor: guest, name: () => 'guest' },
    onChange: () => {},
    tell: () => {},
  });
  const { hasAgent } = guest;
  return flushDisk({ clock, log, agent: guest, freeze, name: 'guest', target: 'sdi', hasAgent, signal });
}

function guestWith(...mounts: FakeGuest['mounts']): FakeGuest {
  const guest = new FakeGuest();
  guest.hasAgent = true;
  guest.mounts = mounts;
  return guest;
}

test('only what is on the disk is frozen', async () => {
  const guest = guestWith(root, stick('ext4'));
  expect(await flush(guest)).toEqual({
    isWritten: true,
    what: 'The guest has written everything to it; it was mounted at /mnt',
  });
  expect(guest.doings).toEqual(['freeze /mnt', 'thaw']);
});

test('what cannot be frozen, as vfat, is written by sync', async () => {
  const guest = guestWith(root, stick('vfat'));
  expect(await flush(guest)).toMatchObject({ isWritten: true });
  expect(guest.doings).toEqual(['freeze /mnt', 'thaw', 'guest-exec', 'guest-exec-status']);
});

test('what can be neither frozen nor synced is said to be not written', async () => {
  const guest = guestWith(root, stick('vfat'));
  guest.agentRefuses.add('guest-exec');
  const { isWritten, what } = await flush(guest);
  expect(isWritten).toBe(false);
  expect(what).toMatch(
    /^The guest could not be asked to write everything to it: .*guest-exec; it was mounted at/,
  );
  expect(guest.isFrozen).toBe(false);
});

test('a disk that is not mounted is synced, where it may have been written to as a whole', async () => {
  const guest = guestWith(root);
  await flush(guest);
  expect(guest.doings).toEqual(['guest-exec', 'guest-exec-status']);
  guest.agentRefuses.add('guest-exec');
  expect(await flush(guest)).toEqual({ isWritten: true, what: 'It is mounted nowhere in the guest' });
});

test('what may be on the disk counts as on it: libvirt does not always find the disk', async () => {
  const guest = guestWith(root, { ...stick('vfat'), disks: [null] });
  expect(await flush(guest)).toEqual({
    isWritten: true,
    what: 'The guest has written everything to it; it may have been mounted at /mnt',
  });
  expect(guest.doings).toEqual(['freeze /mnt', 'thaw', 'guest-exec', 'guest-exec-status']);
  guest.agentRefuses.add('guest-exec');
  expect(await flush(guest)).toMatchObject({ isWritten: false });
});

test('an agent that tells no file systems has all frozen, and is not believed without sync', async () => {
  const guest = guestWith(root);
  guest.agentRefuses.add('mounts');
  expect(await flush(guest)).toMatchObject({ isWritten: true });
  expect(guest.doings).toEqual(['freeze', 'thaw', 'guest-exec', 'guest-exec-status']);
  guest.agentRefuses.add('guest-exec');
  expect(await flush(guest)).toMatchObject({ isWritten: false });
  expect(planFlush([], 'sdi')).toBeUndefined();
});

test('who cancels has nothing left frozen, and nothing more asked', async () => {
  const guest = guestWith(root, stick('vfat'));
  const controller = new AbortController();
  const { freezeFileSystems } = guest;
  guest.freezeFileSystems = (...args) => {
    controller.abort(new Error('cancelled'));
    return freezeFileSystems.apply(guest, args);
  };
  await expect(flush(guest, controller)).rejects.toThrow('cancelled');
  expect(guest.isFrozen).toBe(false);
});
