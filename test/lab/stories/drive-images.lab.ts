import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import type { Drive, ImageFiles, Medium } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';
import type { Bench } from '../support/bench.ts';
import { writeDiscImage } from '../support/disc-image.ts';
import { listDrives, mountAndRead } from '../support/drives.ts';
import { seenMs, stickOf } from '../support/media.ts';
import { policyFile } from '../support/policy.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

const serial = 'STICK-ISO';

/** Images of discs on a lent stick become discs in the guest's own drive. */
storiesOfTheRunningBox('images of discs', (story) => {
  story(
    'the guest reads an image from a lent stick, also after a kill of the backend, until it is ejected',
    async (box, lab) => {
      await box.disc.change(await writeDiscImage(lab.folder, 'IN_THE_BOX', 'the disc'));
      const { stick, file, path } = await lendWithImage(box, lab);
      for (const other of ['/etc/shadow', `${path}/../../../etc/shadow`, `${path}/discs`]) {
        const refused = await box.shell.run(`bezel media insert ata3 ${other}`, { reject: false });
        expect([other, refused.exitCode]).toEqual([other, 1]);
      }
      await box.shell.run(`bezel media insert ata3 ${file}`);
      await driveIs(box, ({ image }) => image === file);
      expect(await mountAndRead(box)).toBe('from the stick');
      const { output } = await box.inGuest('dd if=/dev/sr0 bs=1 skip=32808 count=12 2>/dev/null; echo');
      expect(output).toContain('INSTALL_9');

      const early = await box.shell.run(`bezel media return ${stick.id}`, { reject: false });
      expect([early.exitCode === 0, early.stderr]).toEqual([
        false,
        expect.stringContaining('eject that first'),
      ]);
      for (const unit of ['bezeld', 'libvirtd']) {
        await box.shell.run(`systemctl kill --signal=KILL ${unit}`);
        await driveIs(box, ({ image }) => image === file);
      }
      expect((await box.inGuest('cat /cd/word.txt')).output.trim()).toBe('from the stick');

      // The guest has locked its drive, and is asked.
      const held = await box.shell.run('bezel media eject ata3', { reject: false });
      expect([held.exitCode === 0, held.stderr]).toEqual([
        false,
        expect.stringContaining('holds on to the disc'),
      ]);
      await box.inGuest('umount /cd');
      await box.shell.run('bezel media eject ata3');
      await driveIs(box, ({ image, label }) => image === undefined && label === 'IN_THE_BOX');
      expect(await mountAndRead(box)).toBe('the disc');
      expect(await box.shell.text('losetup --all')).toBe('');
      await box.shell.run(`bezel media return ${stick.id}`);
      await stickOf(box, serial, ({ state }) => state === 'attached');
    },
    { isLong: true },
  );

  story(
    'a stick is pulled while the guest reads an image on it: the disc goes, and nothing is left of it',
    async (box, lab) => {
      const { id, file, path } = await lendWithImage(box, lab);
      await box.shell.run(`bezel media insert ata3 ${file}`);
      await driveIs(box, ({ image }) => image === file);
      expect(await mountAndRead(box)).toBe('from the stick');
      await box.inGuest('(while cat /dev/sr0; do :; done) >/dev/null 2>&1 & :');
      await box.usb.yank(id);
      await driveIs(box, ({ image, disc }) => image === undefined && disc === 'none');
      const isFree = async () =>
        (await box.shell.text('losetup --all')) === '' &&
        (await box.shell.run(`grep -q ' ${path} ' /proc/mounts`, { reject: false })).exitCode !== 0;
      await waitFor(isFree, { what: 'the image and its mount to be gone', timeoutMs: seenMs });
      expect((await box.inGuest('echo alive')).output).toContain('alive');
      await box.guestIs('running');
      expect((await box.shell.run('systemctl is-active bezeld')).stdout.trim()).toBe('active');
    },
    { isLong: true },
  );
});

/** A box whose guest has a drive of its own, with a stick that is lent and has an image on it. `id`: to yank it by. */
async function lendWithImage(
  box: Box,
  lab: Bench,
): Promise<{ id: string; stick: Medium; path: string; file: string }> {
  await box.shell.run(
    `printf '\\nmedia: {drives: {modes: [{port: ata3, mode: medium}]}}\\n' >> ${policyFile} && bezel config reload`,
  );
  await driveIs(box, ({ mode, state }) => mode === 'medium' && state === 'attached');
  const stick = join(lab.folder, 'stick.img');
  await writeFile(stick, Buffer.alloc(32 * 1024 * 1024));
  await execa('mkfs.vfat', [stick]);
  await execa('mmd', ['-i', stick, '::/discs']);
  const image = await writeDiscImage(lab.folder, 'INSTALL_9', 'from the stick');
  await execa('mcopy', ['-i', stick, image, '::/discs/install.iso']);
  const id = await box.usb.plug(stick, { serial });
  const row = await stickOf(box, serial, ({ state }) => state === 'attached');
  await box.shell.run(`bezel media lend ${row.id}`);
  const { lent } = await stickOf(box, serial, ({ holder }) => holder === 'host');
  const { images } = await box.bezel<ImageFiles>('media', 'images');
  const path = lent?.path ?? '';
  expect(images.map((each) => each.path)).toEqual([`${path}/discs/install.iso`]);
  return { id, stick: row, path, file: images[0]?.path ?? '' };
}

/** The row of the built-in drive, when it is so. */
function driveIs(box: Box, isSo: (row: Drive) => boolean): Promise<Drive> {
  const ask = async () => (await listDrives(box)).find((row) => row.id === 'ata3:0' && isSo(row));
  return waitFor(ask, { what: 'the drive to be told of', timeoutMs: seenMs });
}
