import { expect } from 'vitest';
import type { Drive } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';
import { writeDiscImage } from '../support/disc-image.ts';
import { listDrives, mountAndRead } from '../support/drives.ts';
import { seenMs } from '../support/media.ts';
import { policyFile } from '../support/policy.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

const builtIn = 'ata3:0';

/** The CD and DVD drives of a box are the guest's. */
storiesOfTheRunningBox('the drives of a box', (story) => {
  story(
    'the guest has the drive itself: it reads discs, sees that they change, locks and opens the tray',
    async (box, lab) => {
      expect(await rowOf(box, ({ state }) => state === 'attached')).toMatchObject({
        mode: 'drive',
        disc: 'unknown',
        holder: 'guest',
        target: '1:0',
      });
      // What the guest is told nobody else has heard.
      expect(await box.shell.text('cat /sys/block/sr0/events_poll_msecs')).toBe('0');
      expect((await box.guestReport(['drives'])).drives).toMatchObject([
        { name: 'sr0', model: expect.stringMatching(/^QEMU DVD-ROM/) },
      ]);

      await box.disc.change(await writeDiscImage(lab.folder, 'FIRST', 'one'));
      expect(await mountAndRead(box)).toBe('one');
      // Larger than a controller of the box takes at once.
      expect((await box.inGuest('dd if=/dev/sr0 of=/dev/null bs=2M iflag=direct')).exitCode).toBe(0);
      expect((await box.inGuest('dmesg | grep -c "Illegal Request"')).output.trim()).toBe('0');
      expect(await tray(box)).toEqual({ locked: true, open: false });

      // The button of a locked drive is told to the guest, which does as it likes.
      const before = await uevents(box);
      await box.inGuest('echo 500 > /sys/block/sr0/events_poll_msecs');
      await box.disc.pressEject();
      await waitFor(async () => (await uevents(box)) > before, {
        what: 'the guest to hear of the button',
        timeoutMs: seenMs,
      });
      expect(await tray(box)).toEqual({ locked: true, open: false });

      await box.inGuest('umount /cd; eject /dev/sr0');
      expect(await tray(box)).toEqual({ locked: false, open: true });
      await box.inGuest('eject -t /dev/sr0');
      expect(await tray(box)).toEqual({ locked: false, open: false });
      await box.disc.change(await writeDiscImage(lab.folder, 'SECOND', 'two'));
      expect(await mountAndRead(box)).toBe('two');

      // The host asks the drive, which refuses, and then forces it.
      const asked = await box.shell.run('bezel media eject ata3 --force', { reject: false });
      expect([asked.exitCode, asked.stderr]).toEqual([1, expect.stringContaining('Eject it first')]);
      const refused = await box.shell.run('bezel media eject ata3', { reject: false });
      expect([refused.exitCode === 0, refused.stderr]).toEqual([
        false,
        expect.stringContaining('The drive refuses'),
      ]);
      expect(await tray(box)).toEqual({ locked: true, open: false });
      await box.shell.run('bezel media eject ata3 --force');
      expect(await tray(box)).toMatchObject({ open: true });
    },
  );

  story(
    'a USB drive is in the guest as soon as it is plugged in, and goes when it is pulled while it is read',
    async (box, lab) => {
      const id = await box.usb.plugDrive(await writeDiscImage(lab.folder, 'USB_DISC', 'by usb'), {
        serial: 'DRIVE-1',
      });
      const row = await rowOf(box, ({ serial, state }) => serial === 'DRIVE-1' && state === 'attached');
      expect(row).toMatchObject({ mode: 'drive', target: '1:1' });
      await drivesInGuest(box, 2);
      expect(await mountAndRead(box, 'sr1')).toBe('by usb');
      await box.inGuest('(while cat /dev/sr1; do :; done) >/dev/null 2>&1 & :');
      await box.usb.yank(id);
      await drivesInGuest(box, 1);
      await waitFor(async () => (await listDrives(box)).length === 1, {
        what: 'the row to go',
        timeoutMs: seenMs,
      });
      expect((await box.inGuest('echo alive')).output).toContain('alive');
      await box.guestIs('running');
    },
  );

  story(
    'with the mode medium the guest has a drive of its own, whose disc and tray follow',
    async (box, lab) => {
      await box.disc.change(await writeDiscImage(lab.folder, 'FIRST', 'one'));
      await box.shell.run(
        `printf '\\nmedia: {drives: {mode: medium}}\\n' >> ${policyFile} && bezel config reload`,
      );
      const first = await rowOf(
        box,
        ({ mode, disc, state }) => mode === 'medium' && disc === 'present' && state === 'attached',
      );
      expect(first).toMatchObject({ label: 'FIRST', target: 'sdbu', trayOpen: false });
      await drivesInGuest(box, 1);
      expect((await box.guestReport(['drives'])).drives).toMatchObject([
        { model: expect.stringMatching(/^QEMU CD-ROM/) },
      ]);
      expect(await mountAndRead(box)).toBe('one');

      // The guest has locked its tray, and so the box's: the button asks, and nothing is taken.
      expect(await tray(box)).toEqual({ locked: true, open: false });
      await box.disc.pressEject();
      const held = await rowOf(box, ({ why }) => why.includes('The guest holds on to the disc'));
      expect(held.actions['force-eject']).toEqual({ allowed: true });
      expect((await box.inGuest('cat /cd/word.txt')).output.trim()).toBe('one');

      await box.inGuest('umount /cd; eject /dev/sr0');
      expect(await tray(box)).toEqual({ locked: false, open: true });
      await rowOf(box, ({ trayOpen }) => trayOpen === true);
      await box.disc.change(await writeDiscImage(lab.folder, 'SECOND', 'two'));
      await rowOf(box, ({ label, trayOpen }) => label === 'SECOND' && trayOpen === false);
      expect(await mountAndRead(box)).toBe('two');

      await box.inGuest('umount /cd');
      await box.shell.run('bezel media eject ata3');
      expect(await tray(box)).toMatchObject({ open: true });
      await rowOf(box, ({ disc }) => disc === 'none');
      expect((await box.inGuest('dd if=/dev/sr0 of=/dev/null count=1')).exitCode).not.toBe(0);
      await box.disc.change(await writeDiscImage(lab.folder, 'THIRD', 'three'));
      expect(await mountAndRead(box)).toBe('three');
    },
    { isLong: true },
  );

  story(
    'a disc that nobody can read hangs nothing, and the next one is read',
    async (box, lab) => {
      const bad = await writeDiscImage(lab.folder, 'BAD', 'bad');
      const good = await writeDiscImage(lab.folder, 'GOOD', 'good');
      for (const mode of ['drive', 'medium']) {
        if (mode === 'medium')
          await box.shell.run(
            `printf '\\nmedia: {drives: {mode: medium}}\\n' >> ${policyFile} && bezel config reload`,
          );
        await rowOf(box, (row) => row.mode === mode && row.state === 'attached');
        await box.disc.change(bad, { isUnreadable: true });
        if (mode === 'medium')
          await rowOf(box, ({ disc, label }) => disc === 'present' && label === undefined);
        // It says first that it is empty.
        const isTold = async () =>
          (await box.inGuest('dd if=/dev/sr0 of=/dev/null bs=2048 count=4')).output.includes('I/O error');
        await waitFor(isTold, { what: 'the guest to be told', timeoutMs: seenMs });
        await box.shell.run('bezel media eject ata3');
        expect(await tray(box)).toMatchObject({ open: true });
        await box.disc.change(good);
        expect(await mountAndRead(box)).toBe('good');
        await box.inGuest('umount /cd');
      }
      await box.guestIs('running');
      expect((await box.shell.run('systemctl is-active bezeld')).stdout.trim()).toBe('active');
    },
    { isLong: true },
  );

  story(
    'a drive that is taken back stays so after a kill of the backend and of the guest, until it is given',
    async (box) => {
      await rowOf(box, ({ state }) => state === 'attached');
      await box.shell.run('bezel media detach ata3');
      await drivesInGuest(box, 0);
      await box.shell.run('systemctl kill --signal=KILL bezeld');
      const taken = await rowOf(box, ({ why }) => why.startsWith('A technician has taken it back'));
      expect(taken).toMatchObject({ holder: 'nobody', state: 'none' });
      expect(await box.shell.text('cat /sys/block/sr0/events_poll_msecs')).toBe('-1');
      await box.shell.run('bezel guest kill --yes && bezel guest start');
      await box.guestIs('running');
      await drivesInGuest(box, 0);
      await box.shell.run('bezel media attach ata3');
      await rowOf(box, ({ state }) => state === 'attached');
      await drivesInGuest(box, 1);
    },
    { isLong: true },
  );
});

/** The row of a drive, the built-in one where nothing else is said, when it is such. */
function rowOf(box: Box, isSo: (row: Drive) => boolean): Promise<Drive> {
  const ask = async () =>
    (await listDrives(box)).find((row) => (row.id === builtIn || row.serial === 'DRIVE-1') && isSo(row));
  return waitFor(ask, { what: 'the drive to be told of', timeoutMs: seenMs });
}

async function drivesInGuest(box: Box, count: number): Promise<void> {
  const ask = async () => (await box.inGuest('ls /sys/block')).output.match(/\bsr\d+/g)?.length ?? 0;
  await waitFor(async () => (await ask()) === count, {
    what: `the guest to have ${count} drives`,
    timeoutMs: seenMs,
  });
}

const uevents = async (box: Box): Promise<number> =>
  Number((await box.inGuest('cat /sys/kernel/uevent_seqnum')).output.trim());

/** The tray of the box's own drive, as whoever stands before it sees it. */
async function tray(box: Box): Promise<{ locked: boolean; open: boolean }> {
  const blocks = await (await box.qmp()).run<{ qdev?: string; locked: boolean; tray_open?: boolean }[]>(
    'query-block',
  );
  const drive = blocks.find(({ qdev }) => qdev === 'dvd');
  return { locked: drive?.locked ?? false, open: drive?.tray_open ?? false };
}
