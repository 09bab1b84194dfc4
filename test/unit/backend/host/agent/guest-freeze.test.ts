import { expect, test, vi } from 'vitest';
import { GuestFreeze } from '../../../../../src/backend/host/agent/guest-freeze.ts';
import { parseGuestMounts } from '../../../../../src/backend/host/agent/parse-guest-mounts.ts';
import { ManualClock } from '../../../client/manual-clock.ts';
import { FakeGuest } from '../../media/fake-guest.ts';
import { memoryStore } from '../../media/parts.ts';
import { silentLog } from '../../silent-log.ts';

function prepare(db = memoryStore(), guest = new FakeGuest(), bootId = 'boot') {
  guest.hasAgent = true;
  guest.mounts = [{ mountpoint: '/mnt', type: 'ext4', disks: ['sdi'] }];
  const clock = new ManualClock();
  const told: string[] = [];
  const freeze = new GuestFreeze({
    ...{ clock, log: silentLog, db, bootId, hypervisor: guest, name: () => 'guest', onChange: () => {} },
    tell: ({ kind }) => void told.push(`${kind}, ${guest.isFrozen ? 'frozen' : 'not frozen'}`),
  });
  freeze.start();
  return { db, guest, clock, freeze, told };
}

test('the guest is frozen while the work is done, and thawed after it', async () => {
  const { guest, freeze, told } = prepare();
  const during = await freeze.run(['/mnt'], async (frozen) => [frozen, guest.isFrozen]);
  expect(during).toEqual([1, true]);
  // It hears of it before it is.
  expect(told).toEqual(['freezing, not frozen', 'thawed, not frozen']);
  expect([guest.isFrozen, freeze.problems]).toEqual([false, []]);
});

test('work that fails leaves nothing frozen', async () => {
  const { guest, freeze } = prepare();
  const failing = freeze.run([], async () => {
    throw new Error('full');
  });
  await expect(failing).rejects.toThrow('full');
  expect([guest.isFrozen, freeze.problems]).toEqual([false, []]);
});

test('what a killed backend has left frozen is thawed by the next one', async () => {
  const { db, guest, freeze } = prepare();
  void freeze.run([], () => new Promise(() => {}));
  await vi.waitFor(() => expect(guest.isFrozen).toBe(true));
  freeze.stop();
  const next = prepare(db, guest);
  await vi.waitFor(() => expect(guest.isFrozen).toBe(false));
  expect(next.freeze.problems).toEqual([]);
  guest.doings.length = 0;
  prepare(db, guest);
  await Promise.resolve();
  expect(guest.doings).toEqual([]);
});

test('a freeze of an earlier boot concerns nobody', async () => {
  const { db, guest, freeze } = prepare();
  void freeze.run([], () => new Promise(() => {}));
  await vi.waitFor(() => expect(guest.isFrozen).toBe(true));
  const next = prepare(db, guest, 'another boot');
  expect(next.freeze.problems).toEqual([]);
  await expect(next.freeze.run([], async () => 'done')).resolves.toBe('done');
});

test('a guest that does not let itself be thawed is a problem, and tried again until it does', async () => {
  const { guest, clock, freeze } = prepare();
  guest.agentRefuses.add('thaw');
  await freeze.run([], async () => undefined);
  expect(freeze.problems).toMatchObject([{ code: 'guest.frozen', severity: 'error' }]);
  await expect(freeze.run([], async () => undefined)).rejects.toThrow('frozen already');
  clock.advance(60_000);
  await Promise.resolve();
  expect(guest.isFrozen).toBe(true);
  guest.agentRefuses.clear();
  await vi.waitFor(() => {
    clock.advance(60_000);
    expect([guest.isFrozen, freeze.problems]).toEqual([false, []]);
  });
});

test.each([
  ['libvirt comes back', (guest: FakeGuest) => guest.tell({ kind: 'connected' })],
  [
    'its agent does',
    (guest: FakeGuest) => guest.tell({ kind: 'domain', name: 'guest', what: 'agentLifecycle' }),
  ],
])('a guest that could not be thawed is when %s', async (_, happens) => {
  const { guest, freeze } = prepare();
  await freeze.run([], async () => {
    guest.status.connected = false;
  });
  expect(freeze.problems).toHaveLength(1);
  guest.status.connected = true;
  happens(guest);
  await vi.waitFor(() => expect([guest.isFrozen, freeze.problems]).toEqual([false, []]));
});

test("the guest's file systems are read with the disks that they are on, whatever it says", () => {
  const mounts = parseGuestMounts(
    new Map<string, unknown>([
      ['fs.count', 3],
      ['fs.0.mountpoint', '/'],
      ['fs.0.fstype', 'ext4'],
      ['fs.0.disk.count', 2],
      ['fs.0.disk.0.alias', 'vda'],
      ['fs.0.disk.1.device', '/dev/sdb'],
      ['fs.1.mountpoint', 7],
      ['fs.2.mountpoint', '/mnt'],
      ['fs.2.fstype', 'v\u001bfat'],
      ['fs.2.disk.count', -1],
    ]),
  );
  expect(mounts).toEqual([
    { mountpoint: '/', type: 'ext4', disks: ['vda', null] },
    { mountpoint: '/mnt', type: expect.not.stringContaining('\u001b'), disks: [] },
  ]);
  expect(parseGuestMounts(new Map([['fs.count', 2_000_000_000]]))).toEqual([]);
});
