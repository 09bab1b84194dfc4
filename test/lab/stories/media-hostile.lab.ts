import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { waitFor } from '../driver/wait.ts';
import { showConsole } from '../support/display.ts';
import { mediumOf, readMedia, scsiDiskInGuest, seenMs } from '../support/media.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

storiesOfTheRunningBox('hostile sticks', (story) => {
  story(
    'a stick that lies about what it is, clears screens and turns into a keyboard does no harm',
    async (box, lab) => {
      const file = join(lab.folder, 'hostile.img');
      await writeFile(file, Buffer.alloc(8 * 1024 * 1024));
      const own = await box.shell.text(
        'lsblk -ndo SERIAL $(lsblk -npo PKNAME $(findmnt -no SOURCE /)) || true',
      );
      // The serial number of the guest's data disk, then one that no screen likes, then that of the disk that the box runs from.
      const serials = [
        'data',
        `A\u001b[2J\u001b]0;owned\u0007\u009b31m${'B'.repeat(80)}'"<>&$(reboot)`,
        own.trim(),
      ];
      for (const serial of serials.filter((each) => each !== '')) {
        const id = await box.usb.plug(file, { serial, port: 4 });
        const row = await mediumOf(box, ({ kind, state }) => kind === 'disk' && state === 'attached');
        expect(JSON.stringify(row)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]|\\u00/);
        const { stdout } = await box.shell.run(`bezel media; bezel media list ${row.id}`);
        expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
        const name = await waitFor(() => scsiDiskInGuest(box), {
          what: 'the guest to see it',
          timeoutMs: seenMs,
        });
        const { output } = await box.inGuest(
          `test -e /sys/block/${name}/device/vpd_pg80 && tail -c +5 /sys/block/${name}/device/vpd_pg80; echo .`,
        );
        expect(output.trim()).not.toMatch(/^data/);
        await showConsole(box);
        await box.keyboard.type('5');
        await box.monitor.waitForText(/attached +guest/i, seenMs);
        await box.usb.yank(id);
        await waitFor(async () => (await readMedia(box)).length === 0, {
          what: 'it to be gone',
          timeoutMs: seenMs,
        });
      }

      // In the same port, and another thing by now.
      const keyboard = await box.usb.add('usb-kbd', { port: '4' });
      const row = await mediumOf(box, ({ kind }) => kind === 'device');
      expect(row).toMatchObject({ holder: 'host', state: 'none' });
      expect(await scsiDiskInGuest(box)).toBeUndefined();
      await box.usb.remove(keyboard);
      await waitFor(async () => (await readMedia(box)).length === 0, {
        what: 'it to be gone',
        timeoutMs: seenMs,
      });
      await box.guestIs('running');
      expect((await box.shell.run('systemctl is-active bezeld')).stdout.trim()).toBe('active');
    },
    { isLong: true },
  );
});
