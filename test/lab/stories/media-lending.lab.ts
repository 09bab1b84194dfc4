import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import type { Medium } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';
import type { Bench } from '../support/bench.ts';
import { readMedia, scsiDiskInGuest, seenMs, stickOf } from '../support/media.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

storiesOfTheRunningBox('USB disks are lent to the host', (story) => {
  story(
    'the host reads a stick, also after a kill of the backend, writes to it, and the guest has it again',
    async (box, lab) => {
      await box.usb.plug(await makeStick(lab), { serial: 'STICK-L' });
      const { id } = await rowOf(box, ({ state }) => state === 'attached');
      await box.shell.run(`bezel media lend ${id}`);
      const { lent } = await rowOf(box, ({ holder }) => holder === 'host');
      expect(lent).toMatchObject({ type: 'vfat', readOnly: true });
      const path = lent?.path ?? '';
      expect(await box.shell.text(`cat ${path}/note.txt`)).toBe('from outside');
      const mount = await box.shell.text(`grep ' ${path} ' /proc/mounts`);
      for (const option of ['ro', 'nosuid', 'nodev', 'noexec', 'nosymfollow'])
        expect(mount).toContain(option);
      expect(await scsiDiskInGuest(box)).toBeUndefined();

      await box.shell.run('systemctl kill --signal=KILL bezeld');
      const held = await rowOf(box, ({ holder, lent: now }) => holder === 'host' && now !== undefined);
      expect(held.lent?.path).toBe(path);
      expect(await box.shell.text(`cat ${path}/note.txt`)).toBe('from outside');
      await box.shell.run(`bezel media return ${id}`);
      await rowOf(box, ({ state }) => state === 'attached');

      await box.shell.run(`bezel media lend ${id} --partition 0 --write`);
      await box.shell.run(`echo 'from the host' > ${path}/answer.txt`);
      await box.shell.run(`bezel media return ${id}`);
      await rowOf(box, ({ state }) => state === 'attached');
      const name = await waitFor(() => scsiDiskInGuest(box), {
        what: 'the guest to have it',
        timeoutMs: seenMs,
      });
      const { output } = await box.inGuest(
        `mkdir -p /tmp/stick && mount -t vfat /dev/${name} /tmp/stick && cat /tmp/stick/answer.txt`,
      );
      expect(output).toContain('from the host');
    },
  );

  story(
    'a stick that is pulled while it is lent is gone, and so is its mount',
    async (box, lab) => {
      const stick = await box.usb.plug(await makeStick(lab), { serial: 'STICK-L' });
      const { id } = await rowOf(box, ({ state }) => state === 'attached');
      await box.shell.run(`bezel media lend ${id}`);
      const { lent } = await rowOf(box, ({ holder }) => holder === 'host');
      await box.usb.yank(stick);
      const isGone = async () =>
        (await readMedia(box)).every(({ serial }) => serial !== 'STICK-L') &&
        (await box.shell.run(`grep -q ' ${lent?.path} ' /proc/mounts`, { reject: false })).exitCode !== 0;
      await waitFor(isGone, { what: 'the stick and its mount to be gone', timeoutMs: seenMs });
      await box.guestIs('running');
    },
    { isLong: true },
  );

  story(
    'a technician at the serial line, and a script, save pictures of the display on a stick, which the guest reads',
    async (box, lab) => {
      await box.usb.plug(await makeStick(lab), { serial: 'STICK-L' });
      const { id } = await rowOf(box, ({ state }) => state === 'attached');
      await box.serial.connect();
      await box.serial.key('ctrl-l');
      await box.serial.waitForText(/guest is running/i);
      await box.serial.type('3p');
      await box.serial.waitForText(/ i Save picture\b/);
      await box.serial.type('i');
      await box.serial.waitForText("Technician's PIN");
      await box.serial.type('2468\r');
      await box.serial.waitForText('The picture is taken at once');
      await box.serial.type('y');
      const seen = await box.serial.waitForText(/screenshot-[0-9-]+\.png is on [\s\S]*again/);
      const first = /screenshot-[0-9-]+\.png/.exec(seen)?.[0] ?? '';
      await rowOf(box, ({ state }) => state === 'attached');

      const said = await box.shell.text(`bezel guest screenshot --save ${id}`);
      const second = /screenshot-[0-9-]+\.png/.exec(said)?.[0] ?? '';
      expect(said).toContain('The guest has it again');
      expect(second).not.toBe(first);
      await rowOf(box, ({ state }) => state === 'attached');
      expect(await box.shell.text('cat /proc/mounts')).not.toContain('/run/bezel-lent');

      const name = await waitFor(() => scsiDiskInGuest(box), {
        what: 'the guest to have it',
        timeoutMs: seenMs,
      });
      const { output } = await box.inGuest(
        `mkdir -p /tmp/stick && mount -t vfat -o ro /dev/${name} /tmp/stick && cd /tmp/stick && for f in ${first} ${second}; do head -c 4 $f | tail -c 3; done; ls -A`,
      );
      expect(output).toContain('PNGPNG');
      expect(output).toContain('note.txt');
      expect(output).not.toContain('unfinished');
    },
    { isLong: true },
  );
});

/** A stick with a file on it that begins with words. */
async function makeStick(lab: Bench): Promise<string> {
  const [file, note] = [join(lab.folder, 'stick.img'), join(lab.folder, 'note.txt')];
  await writeFile(file, Buffer.alloc(32 * 1024 * 1024));
  await writeFile(note, 'from outside');
  await execa('mkfs.vfat', [file]);
  await execa('mcopy', ['-i', file, note, '::/note.txt']);
  return file;
}

const rowOf = (box: Box, isSo: (row: Medium) => boolean): Promise<Medium> => stickOf(box, 'STICK-L', isSo);
