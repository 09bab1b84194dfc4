import { describe, expect, test, vi } from 'vitest';
import { Decisions } from '../../../../src/backend/media/decisions.ts';
import { eventually } from '../../../support/eventually.ts';
import { memoryStore, policyWith } from './parts.ts';
import { mountLine, plugStick, startMedia, technician } from './start-media.ts';
import { UsbBox } from './usb-box.ts';

test('udev is listened to, and each thing that happens is told in a line', async () => {
  const { usb, slice, told, commands, look, shows } = await startMedia();
  expect(commands).toEqual(['udevadm monitor --kernel --udev --subsystem-match=block --subsystem-match=usb']);
  await look();
  await eventually(() => expect(told.length).toBeGreaterThan(0));
  expect(slice.get().news).toBeUndefined();
  usb.plug('1-1');
  await look();
  await shows('1-1:0 attached guest');
  expect(told.at(-1)?.news?.message).toBe('SanDisk Ultra (1-1): the guest has it as sdi');
  usb.yank('1-1');
  await look();
  await shows();
  expect(told.at(-1)?.news?.message).toBe('SanDisk Ultra (1-1) was pulled out');
});

test('a guest that stops, and a libvirt that goes, are no news of the disks', async () => {
  const { usb, guest, slice, look, shows } = await startMedia();
  usb.plug('1-1');
  await look();
  await shows('1-1:0 attached guest');
  const { news } = slice.get();
  guest.status.connected = false;
  guest.tell({ kind: 'disconnected' });
  await shows('1-1:0 none nobody');
  expect(slice.get().media[0]?.why).toBe('The policy gives it to the guest, but libvirt does not answer');
  guest.status.connected = true;
  guest.tell({ kind: 'connected' });
  await shows('1-1:0 attached guest');
  guest.stop();
  await shows('1-1:0 none nobody');
  expect(slice.get().news).toEqual(news);
});

test('a guest that does not let go in time fails the operation, and is busy', async () => {
  const { usb, guest, clock, slice, look, shows, ended } = await startMedia();
  usb.plug('1-1');
  await look();
  await shows('1-1:0 attached guest');
  guest.holdsOn = true;
  const operation = await slice.handlers['media.detach']({ body: { id: '1-1:0' } }, technician);
  await shows('1-1:0 leaving guest');
  clock.advance(30_000);
  expect(await ended(operation)).toMatchObject({ state: 'failed', error: { code: 'media.busy' } });
  await shows('1-1:0 busy guest');
  expect(slice.problems).toMatchObject([{ code: 'media.busy' }]);
  guest.letGo('ua-medium-1-1-0-17');
  await shows('1-1:0 none nobody');
  expect(slice.problems).toEqual([]);
});

test('what is refused is a problem, and the operation says it', async () => {
  const { usb, guest, slice, look, shows, ended } = await startMedia();
  guest.refusal = 'unable to open it';
  usb.plug('1-1');
  await look();
  await eventually(() => expect(slice.problems).toMatchObject([{ code: 'media.refused' }]));
  const operation = await slice.handlers['media.attach']({ body: { id: '1-1:0' } }, technician);
  expect((await ended(operation)).error).toMatchObject({
    code: 'media.refused',
    message: expect.stringContaining('unable to open it'),
  });
  guest.refusal = undefined;
  await slice.handlers['media.attach']({ body: { id: '1-1:0' } }, technician);
  await shows('1-1:0 attached guest');
  expect(slice.problems).toEqual([]);
});

test('where USB disks are not ours they are shown, and nothing is done with them', async () => {
  const { usb, guest, slice, look, shows } = await startMedia({ own: false });
  usb.plug('1-1');
  await look();
  await shows('1-1:0 none nobody');
  expect(guest.attaches).toBe(0);
  expect(() => slice.handlers['media.attach']({ body: { id: '1-1:0' } }, technician)).toThrow('only shown');
  expect(() => slice.handlers['media.detach']({ body: { id: '1-9:0' } }, technician)).toThrow(
    'no such USB disk',
  );
});

test('a disk is removed safely: the guest writes to it, lets go, and then it may be unplugged', async () => {
  const { usb, guest, slice, look, shows, ended } = await startMedia();
  guest.hasAgent = true;
  guest.mounts = [
    { mountpoint: '/', type: 'ext4', disks: ['vda'] },
    { mountpoint: '/mnt/\u001b[2Jstick', type: 'ext4', disks: ['sdi'] },
  ];
  usb.plug('1-1');
  await look();
  await shows('1-1:0 attached guest');
  const operation = await slice.handlers['media.remove']({ body: { id: '1-1:0' } }, technician);
  const { state, progress } = await ended(operation);
  expect(state).toBe('done');
  expect(progress.message).toMatch(
    /^You may unplug it now\. The guest has written everything to it; it was mounted at \/mnt\/[^\u001b]*stick$/,
  );
  expect(guest.doings).toEqual(['freeze /mnt/\u001b[2Jstick', 'thaw', 'detach']);
  await shows('1-1:0 none nobody');
  expect(slice.get().media[0]).toMatchObject({
    why: 'A technician has taken it back, until it is plugged in anew: you may unplug it now',
    actions: { remove: { allowed: false } },
  });
});

test('without an agent the guest is not asked to write, which is said', async () => {
  const { usb, guest, slice, look, shows, ended } = await startMedia();
  usb.plug('1-1');
  await look();
  await shows('1-1:0 attached guest');
  const operation = await slice.handlers['media.remove']({ body: { id: '1-1:0' } }, technician);
  expect((await ended(operation)).progress.message).toBe(
    'You may unplug it now. The guest could not be asked to write everything to it: it has no agent',
  );
  expect(guest.doings).toEqual(['detach']);
});

test('a disk that the guest holds on to is still busy, and what to do is said', async () => {
  const { usb, guest, clock, slice, look, shows, ended } = await startMedia();
  usb.plug('1-1');
  await look();
  await shows('1-1:0 attached guest');
  guest.holdsOn = true;
  const operation = await slice.handlers['media.remove']({ body: { id: '1-1:0' } }, technician);
  await shows('1-1:0 leaving guest');
  expect(slice.get().media[0]?.why).not.toContain('unplug it now');
  clock.advance(30_000);
  expect(await ended(operation)).toMatchObject({
    state: 'failed',
    error: { code: 'media.busy', message: expect.stringContaining('still busy in the guest') },
  });
});

test('a device is given, comes back as another one after a replug, and goes when it is pulled', async () => {
  const { usb, guest, slice, look, shows } = await startMedia();
  usb.plugDevice('1-3');
  await look();
  await shows('1-3 attached guest');
  expect(slice.get().media[0]).toMatchObject({
    kind: 'device',
    node: '/dev/bus/usb/001/002',
    classes: ['vendor'],
  });
  usb.plugDevice('1-3');
  await look();
  await shows('1-3 attached guest');
  await vi.waitFor(() => expect([...guest.disks.keys()]).toEqual(['ua-usb-1-3-1-3']));
  guest.stop();
  await shows('1-3 none nobody');
  guest.start();
  await shows('1-3 attached guest');
  usb.unplugDevice('1-3');
  await look();
  await shows();
  expect(slice.get().news?.message).toBe('FTDI FT232R USB UART (1-3) was pulled out');
});

test('of two keyboards whose ports are named one is left, and what becomes a keyboard is taken back', async () => {
  const policy = policyWith("{rules: [{action: allow, port: '1-4'}, {action: allow, port: '1-5'}]}");
  const { usb, look, shows } = await startMedia({ policy });
  const keyboard = { interfaces: [{ codes: '3/1/1' }] };
  usb.plugDevice('1-4', keyboard);
  usb.plugDevice('1-5', keyboard);
  await look();
  await shows('1-4 none host', '1-5 none host');
  usb.plugDevice('1-6', keyboard);
  usb.plugDevice('1-7');
  await look();
  await shows('1-4 attached guest', '1-5 attached guest', '1-6 none host', '1-7 attached guest');
  usb.plugDevice('1-7', keyboard);
  usb.unplugDevice('1-6');
  await look();
  await shows('1-4 attached guest', '1-5 attached guest', '1-7 none host');
  usb.unplugDevice('1-7');
  await look();
  await shows('1-4 none host', '1-5 none host');
});

test('a device is unplugged without asking the guest to write to it', async () => {
  const { usb, guest, slice, look, shows, ended } = await startMedia();
  guest.hasAgent = true;
  usb.plugDevice('1-3');
  await look();
  await shows('1-3 attached guest');
  const operation = await slice.handlers['media.remove']({ body: { id: '1-3' } }, technician);
  expect((await ended(operation)).progress.message).toBe('You may unplug it now.');
  expect(guest.doings).toEqual(['detach']);
  await shows('1-3 none nobody');
});

test('a device that comes while udev is at work is given when udev is done', async () => {
  const { usb, clock, slice, look, shows } = await startMedia();
  usb.write('/run/udev/queue', '');
  usb.plugDevice('1-3');
  await look();
  await shows('1-3 none nobody');
  expect(slice.get().media[0]?.why).toBe('It is not known yet what it is');
  usb.erase('/run/udev/queue');
  clock.advance(500);
  await shows('1-3 attached guest');
});

test('a backend that begins while udev is at work takes nothing from the guest, and forgets no word', async () => {
  const db = memoryStore();
  const first = await startMedia({ db });
  first.usb.plugDevice('1-3');
  first.usb.plugDevice('1-4');
  await first.look();
  await first.shows('1-3 attached guest', '1-4 attached guest');
  await first.ended(await first.slice.handlers['media.detach']({ body: { id: '1-4' } }, technician));
  await first.slice.stop();
  first.usb.write('/run/udev/queue', '');
  const next = await startMedia({ db, usb: first.usb, guest: first.guest });
  await next.look();
  await next.shows('1-3 attached guest', '1-4 none nobody');
  first.usb.erase('/run/udev/queue');
  next.clock.advance(500);
  await vi.waitFor(() => expect(next.slice.get().media[1]?.why).toContain('A technician has taken it back'));
  await next.shows('1-3 attached guest', '1-4 none nobody');
  expect(first.guest.attaches).toBe(2);
});

test('the rules are asked about what is plugged in, which may be kept from the guest for another reason', async () => {
  const policy = policyWith("{rules: [{action: forbid, class: printer}, {action: allow, vendor: '0403'}]}");
  const { usb, slice, look, shows } = await startMedia({ policy });
  usb.plugDevice('1-3', { interfaces: [{ codes: '3/1/1' }] });
  usb.plug('1-1');
  await look();
  await shows('1-1:0 attached guest', '1-3 none host');
  const ask = (query: { id?: string; class?: string }) =>
    slice.handlers['media.test-rules']({ query }, technician);
  expect(await ask({ id: '1-3' })).toMatchObject({
    ...{ action: 'allow', rule: 2, holder: 'host' },
    why: expect.stringContaining('stays with the host'),
  });
  expect(await ask({ id: '1-1:0' })).toMatchObject({ action: 'allow', holder: 'guest' });
  expect(await ask({ class: 'printer' })).toMatchObject({ action: 'forbid', why: 'Rule 1 forbids it' });
  expect(() => ask({ id: '9-9' })).toThrow('no such USB disk or device');
});

describe('a disk that the host borrows', () => {
  const path = '/run/bezel-lent/1-1-0-17';

  test('leaves the guest, is mounted with nothing to run on it, and is the guest’s again when it is returned', async () => {
    const parts = await startMedia();
    const { usb, guest, slice, commands, look, shows, ended } = parts;
    guest.hasAgent = true;
    guest.mounts = [{ mountpoint: '/', type: 'ext4', disks: ['vda'] }];
    plugStick(usb);
    await look();
    await shows('1-1:0 attached guest');
    const lent = await slice.handlers['media.lend']({ body: { id: '1-1:0' } }, technician);
    expect(await ended(lent)).toMatchObject({
      state: 'done',
      progress: { message: `The host has it at ${path}` },
    });
    await shows('1-1:0 none host');
    expect(slice.get().media[0]).toMatchObject({
      lent: { path, type: 'vfat', readOnly: true },
      why: `The host has borrowed it: vfat at ${path}, read-only`,
      actions: { attach: { allowed: false }, lend: { allowed: false }, return: { allowed: true } },
    });
    expect(guest.doings).toEqual(['guest-exec', 'guest-exec-status', 'detach']);
    const mount = commands.find((command) => command.startsWith('systemd-mount'));
    expect(mount).toContain('--options=ro,nosuid,nodev,noexec,nosymfollow,');
    expect(mount).toMatch(/ \/dev\/disk\/by-diskseq\/17-part1 \/run\/bezel-lent\/1-1-0-17$/);
    const returned = await slice.handlers['media.return']({ body: { id: '1-1:0' } }, technician);
    expect((await ended(returned)).state).toBe('done');
    await shows('1-1:0 attached guest');
  });

  test('is the guest’s again when there is nothing to mount', async () => {
    const { usb, slice, look, shows, ended } = await startMedia();
    usb.plug('1-1');
    usb.write('/run/udev/data/b8:16', 'E:ID_FS_TYPE=ext4\n');
    await look();
    await shows('1-1:0 attached guest');
    const lent = await slice.handlers['media.lend']({ body: { id: '1-1:0', write: true } }, technician);
    const { state, error } = await ended(lent);
    expect([state, error?.code]).toEqual(['failed', 'media.no-file-system']);
    expect(error?.message).toContain('does not mount ext4');
    await shows('1-1:0 attached guest');
  });

  test('stays lent for the next backend, and when it cannot be unmounted', async () => {
    const first = await startMedia();
    plugStick(first.usb);
    await first.look();
    await first.shows('1-1:0 attached guest');
    await first.ended(await first.slice.handlers['media.lend']({ body: { id: '1-1:0' } }, technician));
    await first.slice.stop();
    let inUse = true;
    const next = await startMedia({ usb: first.usb, guest: first.guest, isInUse: () => inUse });
    await next.look();
    await next.shows('1-1:0 none host');
    const held = await next.slice.handlers['media.return']({ body: { id: '1-1:0' } }, technician);
    expect((await next.ended(held)).error?.code).toBe('media.in-use');
    await next.shows('1-1:0 none host');
    inUse = false;
    await next.ended(await next.slice.handlers['media.return']({ body: { id: '1-1:0' } }, technician));
    await next.shows('1-1:0 attached guest');
  });

  test('is the guest’s again after a kill before it was mounted, when systemd does not mount it any more', async () => {
    const db = memoryStore();
    new Decisions(db, 'boot').set('ua-medium-1-1-0-17', 'lent');
    const usb = new UsbBox();
    plugStick(usb);
    const { commands, shows } = await startMedia({ usb, db });
    await shows('1-1:0 attached guest');
    expect(commands).toContain(`systemd-mount --quiet --umount ${path}`);
    expect(new Decisions(db, 'boot').loans).toEqual([]);
  });

  test('is lent after a kill when it was mounted already', async () => {
    const db = memoryStore();
    new Decisions(db, 'boot').set('ua-medium-1-1-0-17', 'lent');
    const usb = new UsbBox();
    plugStick(usb);
    usb.write('/proc/self/mountinfo', mountLine(path));
    const { guest, commands, shows } = await startMedia({ usb, db });
    await shows('1-1:0 none host');
    await vi.waitFor(() => expect(new Decisions(db, 'boot').loans).toEqual([]));
    expect([guest.attaches, commands.some((each) => each.includes('--umount'))]).toEqual([0, false]);
  });

  test('is none that a rule forbids, and no device', async () => {
    const { usb, slice, look, shows } = await startMedia({
      policy: policyWith('{rules: [{action: forbid, class: storage}]}'),
    });
    usb.plug('1-1');
    usb.plugDevice('1-3');
    await look();
    await shows('1-1:0 none forbidden', '1-3 attached guest');
    const lend = (id: string) => slice.handlers['media.lend']({ body: { id } }, technician);
    expect(() => lend('1-1:0')).toThrow('forbids it');
    expect(() => lend('1-3')).toThrow('Only a disk');
  });
});

describe('hostile sticks', () => {
  test('with the serial number of the disk that the box runs from are given, and that disk is not', async () => {
    const usb = new UsbBox();
    const name = usb.plug('1-1', { serial: 'BOOT' });
    const policy = policyWith('{rules: [{action: allow, serial: BOOT}]}');
    const { guest, look, shows } = await startMedia({ usb, policy, boot: new Set([name]) });
    usb.plug('1-2', { serial: 'BOOT' });
    await look();
    await shows('1-1:0 none forbidden', '1-2:0 attached guest');
    expect([...guest.disks.keys()]).toEqual(['ua-medium-1-2-0-18']);
  });

  test('with the serial number of a disk of the guest have none there', async () => {
    const { usb, guest, look, shows } = await startMedia();
    usb.plug('1-1', { serial: 'system' });
    await look();
    await shows('1-1:0 attached guest');
    expect([...guest.disks.values()].join('')).not.toContain('<serial>');
  });

  test('that are something else after a replug are judged by that, and inherit no word of a technician', async () => {
    const { usb, slice, look, shows, ended } = await startMedia({
      policy: policyWith('{rules: [{action: ignore, class: storage}]}'),
    });
    usb.plug('1-1', { serial: 'S' });
    await look();
    await shows('1-1:0 none nobody');
    await ended(await slice.handlers['media.attach']({ body: { id: '1-1:0' } }, technician));
    await shows('1-1:0 attached guest');
    usb.yank('1-1');
    usb.plugDevice('1-1', { serial: 'S', interfaces: [{ codes: '3/1/1' }, { codes: '255/0/0' }] });
    await look();
    await shows('1-1 none host');
    usb.unplugDevice('1-1');
    usb.plug('1-1', { serial: 'S' });
    await look();
    await shows('1-1:0 none nobody');
  });
});
