import { expect, test, vi } from 'vitest';
import type { Topics } from '../../../../../src/backend/engine/topics.ts';
import { policyWith } from '../parts.ts';
import { type DriveBox, usbPath } from './drive-box.ts';
import { FakeDomain } from './fake-domain.ts';
import { done, refused, startDrives as start, technician } from './start-drives.ts';

const aliasOf = (box: DriveBox, kind: 'drive' | 'tray') => `ua-${kind}-ata3-0-${box.seenOf('sr0')}`;

test('the guest has the drive itself, and nobody else asks it', async () => {
  const { box, shows, domain, slice } = await start({ parts: { disc: 'SECRET' } });
  await shows({ state: 'attached', holder: 'guest', mode: 'drive', disc: 'unknown', target: '1:0' });
  expect(JSON.stringify(slice.get())).not.toContain('SECRET');
  expect([...domain.devices.keys()]).toEqual([aliasOf(box, 'drive')]);
  await vi.waitFor(() => expect(box.pollOf('sr0')).toBe('0'));
  domain.stop();
  await shows({ state: 'none', why: 'The policy gives it to the guest when it runs', disc: 'present' });
  await vi.waitFor(() => expect(box.pollOf('sr0')).toBe('-1'));
  domain.start();
  await shows({ state: 'attached' });
});

test('a drive that is pulled goes, and another one in its place is another one', async () => {
  const { box, shows, slice, domain } = await start();
  await shows({ state: 'attached' });
  const first = aliasOf(box, 'drive');
  box.plug('sr1', { at: usbPath, serial: 'S' });
  slice.look();
  await shows({ state: 'attached', target: '1:1', serial: 'S' }, '1-4.1:0');
  box.pull('sr1');
  slice.look();
  await vi.waitFor(() => expect(slice.get().drives.map(({ id }) => id)).toEqual(['ata3:0']));
  expect(slice.get().news?.message).toBe('PLDS DVD-RW DU8AESH (1-4.1) was pulled out');
  box.plug('sr0');
  slice.look();
  await vi.waitFor(() => expect([...domain.devices.keys()]).toEqual([aliasOf(box, 'drive')]));
  expect(aliasOf(box, 'drive')).not.toBe(first);
});

test('a guest that holds on to a pulled drive is told of', async () => {
  const { box, shows, slice, domain, clock } = await start();
  await shows({ state: 'attached' });
  domain.holdsOn = true;
  box.pull('sr0');
  slice.look();
  await shows({ state: 'leaving', present: false });
  clock.advance(30_000);
  await shows({ state: 'busy' });
  expect(slice.problems).toMatchObject([{ code: 'drive.busy' }]);
});

test('what is taken back stays so in the next backend, until it is given', async () => {
  const first = await start();
  await first.shows({ state: 'attached' });
  const end = await first.ended(
    await first.slice.handlers['drives.detach']({ body: { id: 'ata3:0' } }, technician),
  );
  expect(end.state).toBe('done');
  await first.slice.stop();
  const { box, domain, db } = first;
  const second = await start({ box, domain, db });
  await second.shows({ state: 'none', why: 'A technician has taken it back, until it is plugged in anew' });
  await second.ended(await second.slice.handlers['drives.attach']({ body: { id: 'ata3:0' } }, technician));
  await second.shows({ state: 'attached', why: 'A technician has given it to the guest' });
});

test('force is for what has refused only, and for five minutes', async () => {
  const { shows, eject, commands, now, slice, clock } = await start();
  await shows({ state: 'attached' });
  expect(() => slice.handlers['drives.eject']({ body: { id: 'ata3:0', force: true } }, technician)).toThrow(
    'Eject it first',
  );
  now.eject = refused;
  expect(await eject()).toMatchObject({ state: 'failed', error: { code: 'drive.held' } });
  await shows({ actions: { 'force-eject': { allowed: true } } });
  clock.advance(5 * 60_000);
  await shows({ actions: { 'force-eject': { allowed: false } }, why: 'The policy gives it to the guest' });
  await eject();
  now.eject = done;
  expect(await eject(true)).toMatchObject({ state: 'done' });
  expect(commands.slice(-2)).toEqual(['sg_prevent --allow /dev/sg0', 'sg_start --eject /dev/sg0']);
  // What has become of the disc only the guest knows.
  await shows({
    disc: 'unknown',
    why: 'The policy gives it to the guest',
    actions: { 'force-eject': { allowed: false } },
  });
});

test('with the mode medium the discs follow', async () => {
  const { box, shows, slice, domain } = await start({ media: '{drives: {mode: medium}}' });
  await shows({ state: 'attached', mode: 'medium', disc: 'none', target: 'sdbu', trayOpen: false });
  expect(box.pollOf('sr0')).toBe('-1');
  box.change('sr0', 'FIRST');
  slice.look();
  await shows({ disc: 'present', label: 'FIRST' });
  await vi.waitFor(() =>
    expect(domain.updates).toEqual([{ source: `/dev/disk/by-diskseq/${box.discOf('sr0')}`, force: true }]),
  );
  domain.isLocked = true;
  box.change('sr0', null);
  slice.look();
  await vi.waitFor(() => expect(domain.updates.at(-1)).toEqual({ source: undefined, force: true }));
  await shows({ disc: 'none' });
  domain.moveTray(aliasOf(box, 'tray'), true);
  await shows({ trayOpen: true });
  expect(slice.get().news?.message).toContain('the guest has opened the tray');
});

test('the button of a drive that the guest has locked asks the guest, which may say no', async () => {
  const { box, shows, slice, domain, commands } = await start({
    media: '{drives: {mode: medium}}',
    parts: { disc: 'L', request: 4 },
  });
  await shows({ state: 'attached', disc: 'present' });
  expect(domain.updates).toEqual([]);
  domain.isLocked = true;
  box.press('sr0');
  slice.look();
  await shows({
    why: 'The policy gives it to the guest; its tray was not opened: The guest holds on to the disc',
  });
  expect([domain.updates, commands]).toEqual([[{ source: undefined, force: false }], []]);
  domain.isLocked = false;
  box.press('sr0');
  slice.look();
  await shows({ disc: 'none', why: 'The policy gives it to the guest; its disc was ejected' });
  expect(commands).toEqual(['sg_start --eject /dev/sg0']);
  // The box may not have seen that it is gone: the guest gets no disc until there is another one.
  slice.look();
  await vi.waitFor(() => expect(domain.updates).toHaveLength(2));
  box.change('sr0', 'M');
  slice.look();
  await shows({ disc: 'present', label: 'M' });
  expect(domain.updates.at(-1)).toEqual({ source: `/dev/disk/by-diskseq/${box.discOf('sr0')}`, force: true });
});

test('a drive that does not open leaves the guest its disc', async () => {
  const { shows, eject, now, domain, box } = await start({
    media: '{drives: {mode: medium}}',
    parts: { disc: 'L' },
  });
  await shows({ state: 'attached' });
  now.eject = refused;
  expect(await eject()).toMatchObject({ state: 'failed' });
  await vi.waitFor(() =>
    expect(domain.updates.at(-1)?.source).toBe(`/dev/disk/by-diskseq/${box.discOf('sr0')}`),
  );
});

test('another mode counts at once', async () => {
  const { shows, now, bus, box, domain } = await start({ parts: { disc: 'L' } });
  await shows({ state: 'attached', mode: 'drive' });
  now.policy = policyWith('{drives: {mode: medium}}');
  bus.publish('config', {} as Topics['config']);
  await shows({ state: 'attached', mode: 'medium', label: 'L' });
  expect([...domain.devices.keys()]).toEqual([aliasOf(box, 'tray')]);
  now.policy = policyWith('{drives: {mode: none}}');
  bus.publish('config', {} as Topics['config']);
  await shows({ state: 'none', holder: 'nobody', mode: 'none' });
});

test('what libvirt refuses is told once, and tried again when it is given', async () => {
  const domain = new FakeDomain();
  domain.refusal = 'no';
  const { shows, slice, ended } = await start({ domain });
  await shows({ state: 'none', why: 'The policy gives it to the guest, but it does not get it: no' });
  expect(slice.problems).toMatchObject([{ code: 'drive.refused' }]);
  domain.refusal = undefined;
  await ended(await slice.handlers['drives.attach']({ body: { id: 'ata3:0' } }, technician));
  await shows({ state: 'attached' });
});

test('a guest that closes its tray while the disc is changed has the new disc all the same', async () => {
  const { box, shows, slice, domain } = await start({
    media: '{drives: {mode: medium}}',
    parts: { disc: 'FIRST' },
  });
  await shows({ state: 'attached', label: 'FIRST' });
  domain.closesTray = 1;
  box.change('sr0', 'SECOND');
  slice.look();
  await vi.waitFor(() => expect(domain.xml).toContain(`/dev/disk/by-diskseq/${box.discOf('sr0')}`));
  expect([domain.updates.length, slice.problems]).toEqual([2, []]);
});
