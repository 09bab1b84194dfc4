import { expect, test, vi } from 'vitest';
import type { Topics } from '../../../../../src/backend/engine/topics.ts';
import { startDrives, technician } from './start-drives.ts';

const lentPath = '/run/bezel-lent/1-2-0-17';
const file = `${lentPath}/install.iso`;
const sizeBytes = 2048 * 100;

/** A guest with a drive of its own, and a lent disk with images. */
async function start({ disc = null as string | null, media = '{drives: {mode: medium}}' } = {}) {
  const drives = await startDrives({ media, parts: { disc } });
  drives.box.lend(lentPath, { 'install.iso': sizeBytes, 'other.iso': sizeBytes, 'odd.iso': 2049 });
  drives.slice.look();
  const insert = async (path = file) =>
    drives.ended(
      await drives.slice.handlers['drives.insert']({ body: { id: 'ata3:0', file: path } }, technician),
    );
  const sourceIs = (number: number | undefined) =>
    vi.waitFor(() => {
      const source = /by-diskseq\/(\d+)/.exec(drives.domain.xml)?.[1];
      expect(source === undefined ? undefined : Number(source)).toBe(number);
    });
  return { ...drives, insert, sourceIs };
}

test('an image takes the place of the disc, and the disc is back when it is ejected', async () => {
  const { box, shows, insert, eject, commands, sourceIs } = await start({ disc: 'BOX' });
  await shows({ label: 'BOX', actions: { insert: { allowed: true } } });
  expect(await insert()).toMatchObject({ state: 'done' });
  await shows({ disc: 'present', image: file });
  const number = box.loops.get('loop0');
  await sourceIs(number);
  // What is in the box's own drive does not count meanwhile.
  box.change('sr0', null);
  await shows({ disc: 'present', image: file });
  box.change('sr0', 'NEXT');
  expect(await eject()).toMatchObject({
    state: 'done',
    progress: { message: 'The guest has let go of the image' },
  });
  await shows({ label: 'NEXT', disc: 'present' });
  await sourceIs(box.discOf('sr0'));
  expect(box.loops.size).toBe(0);
  expect(commands.filter((each) => each.startsWith('sg_'))).toEqual([]);
});

test('another image takes the place of the one before, which is let go of', async () => {
  const { box, shows, insert } = await start();
  await shows({ actions: { insert: { allowed: true } } });
  await insert();
  expect(await insert(`${lentPath}/other.iso`)).toMatchObject({ state: 'done' });
  await shows({ image: `${lentPath}/other.iso` });
  expect([...box.loops.keys()]).toEqual(['loop1']);
});

test('a guest that holds on to its disc keeps it, and nothing is left of the image', async () => {
  const { box, domain, shows, insert, sourceIs } = await start({ disc: 'BOX' });
  await shows({ label: 'BOX', actions: { insert: { allowed: true } } });
  domain.isLocked = true;
  expect(await insert()).toMatchObject({ state: 'failed', error: { code: 'drive.held' } });
  await sourceIs(box.discOf('sr0'));
  expect(box.loops.size).toBe(0);
});

test('an image whose disk is pulled goes from the guest, locked or not, and its mount goes too', async () => {
  const { box, domain, slice, shows, insert, sourceIs, commands } = await start();
  await shows({ actions: { insert: { allowed: true } } });
  await insert();
  domain.isLocked = true;
  box.yankLent();
  slice.look();
  await shows({ disc: 'none' });
  await sourceIs(undefined);
  slice.look();
  await vi.waitFor(() => expect(commands).toContain(`systemd-mount --quiet --umount ${lentPath}`));
  expect(box.loops.size).toBe(0);
});

test('the next backend knows the image that the guest has, and frees one that nobody has', async () => {
  const { box, domain, db, slice, shows, insert } = await start();
  await shows({ actions: { insert: { allowed: true } } });
  await insert();
  await slice.stop();
  box.losetup([`${lentPath}/other.iso`], () => domain.xml);
  const next = await startDrives({ box, domain, db, media: '{drives: {mode: medium}}' });
  await next.shows({ disc: 'present', image: file });
  await vi.waitFor(() => expect([...box.loops.keys()]).toEqual(['loop0']));
});

test.each([
  ['/etc/shadow', 'not on a disk'],
  [`${lentPath}/../../etc/shadow`, 'written out'],
  [`${lentPath}/a\u001b[2J.iso`, 'characters'],
  [`${lentPath}/missing.iso`, 'no such file'],
  [`${lentPath}/odd.iso`, 'not whole sectors'],
])('%s is refused', async (path, words) => {
  const { box, shows, insert } = await start();
  await shows({ actions: { insert: { allowed: true } } });
  const end = await insert(path);
  expect(end).toMatchObject({ state: 'failed', error: { code: 'drive.no-image' } });
  expect(end.error?.message).toContain(words);
  expect(box.loops.size).toBe(0);
});

test('a drive that is the guest’s itself takes no image', async () => {
  const { shows } = await start({ media: '{}' });
  await shows({
    mode: 'drive',
    actions: { insert: { allowed: false, reason: expect.stringContaining('media.drives.mode: medium') } },
  });
});

test('a disk that is lent later is seen when the table of media tells of it', async () => {
  const drives = await startDrives({ media: '{drives: {mode: medium}}' });
  await drives.shows({ state: 'attached', actions: { insert: { allowed: false } } });
  drives.box.lend(lentPath, { 'install.iso': sizeBytes });
  const lent = { path: lentPath, type: 'vfat', readOnly: true };
  drives.bus.publish('media', { media: [{ lent }] } as unknown as Topics['media']);
  await drives.shows({ actions: { insert: { allowed: true } } });
});
