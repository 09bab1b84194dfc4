import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';
import { scsiDiskInGuest, seenMs, stickOf } from '../support/media.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

const sizeBytes = 32 * 1024 * 1024;
const status = `virsh qemu-agent-command $(virsh list --name) '{"execute":"guest-fsfreeze-status"}'`;

storiesOfTheRunningBox('USB disks are removed safely', (story) => {
  story('what the guest has not written yet is on the stick when it may be unplugged', async (box, lab) => {
    await hasAgent(box);
    // The one can't be frozen in Linux, the other can.
    for (const [type, make, ...args] of [
      ['vfat', 'mkfs.vfat'],
      ['ext4', 'mke2fs', '-q', '-F', '-t', 'ext4'],
    ] as const) {
      const file = join(lab.folder, `${type}.img`);
      await writeFile(file, Buffer.alloc(sizeBytes));
      await execa(make, [...args, file]);
      const id = await box.usb.plug(file, { serial: `STICK-${type}` });
      const { id: place } = await stickOf(box, `STICK-${type}`, ({ state }) => state === 'attached');
      const name = await waitFor(() => scsiDiskInGuest(box), {
        what: 'the guest to see it',
        timeoutMs: seenMs,
      });
      const word = `kept-by-${type}-${'x'.repeat(40)}`;
      const inGuest = await box.inGuest(
        `mkdir -p /tmp/${type} && mount -t ${type} /dev/${name} /tmp/${type} && echo ${word} > /tmp/${type}/note`,
      );
      expect(inGuest, inGuest.output).toMatchObject({ exitCode: 0 });
      expect((await readFile(file)).includes(word)).toBe(false);
      const { stdout } = await box.shell.run(`bezel media remove ${place}`);
      expect(stdout).toContain('You may unplug it now. The guest has written everything to it');
      expect(stdout).toContain(`mounted at /tmp/${type}`);
      expect((await readFile(file)).includes(word)).toBe(true);
      const row = await stickOf(box, `STICK-${type}`, ({ state }) => state === 'none');
      expect(row.why).toContain('you may unplug it now');
      expect((await box.shell.run(status)).stdout).toContain('thawed');
      await box.usb.yank(id);
      await box.inGuest(`umount -l /tmp/${type}`);
    }
    await box.guestIs('running');
  });

  story(
    'the guest asks the box to take its stick out, and gets none that it has not',
    async (box, lab) => {
      await hasAgent(box);
      const file = join(lab.folder, 'asked.img');
      await writeFile(file, Buffer.alloc(sizeBytes));
      await box.usb.plug(file, { serial: 'STICK-A' });
      await stickOf(box, 'STICK-A', ({ state }) => state === 'attached');
      await waitFor(() => scsiDiskInGuest(box), { what: 'the guest to see it', timeoutMs: seenMs });
      const refused = await box.inGuest('bezel-guest ask eject LAB-DISK-1');
      expect(refused.exitCode).not.toBe(0);
      expect(refused.output).toContain('guest.no-medium');
      expect((await box.inGuest('bezel-guest ask eject STICK-A')).exitCode).toBe(0);
      const row = await stickOf(box, 'STICK-A', ({ state }) => state === 'none');
      expect(row.why).toContain('you may unplug it now');
      await waitFor(async () => (await scsiDiskInGuest(box)) === undefined, {
        what: 'the guest to be without it',
        timeoutMs: seenMs,
      });
    },
    { isLong: true },
  );

  story(
    'a guest that a killed backend has left frozen is thawed by the next one',
    async (box) => {
      await hasAgent(box);
      await box.shell.run('systemctl stop bezeld');
      const note =
        "const{DatabaseSync}=require('node:sqlite');new DatabaseSync('/var/lib/bezel/bezel.db').exec(`INSERT INTO guest_freezes VALUES ('${require('node:fs').readFileSync('/proc/sys/kernel/random/boot_id','utf8').trim()}')`)";
      await box.shell.run(`cat > /tmp/note.cjs <<'END'\n${note}\nEND\n/usr/lib/bezel/node /tmp/note.cjs`);
      await box.shell.run('virsh domfsfreeze $(virsh list --name)');
      expect((await box.shell.run(status)).stdout).toContain('frozen');
      await box.shell.run('systemctl start bezeld');
      const isThawed = async () => (await box.shell.run(status)).stdout.includes('thawed');
      await waitFor(isThawed, { what: 'the guest to be thawed', timeoutMs: seenMs });
      expect((await box.inGuest('touch /data/alive 2>/dev/null || touch /tmp/alive')).exitCode).toBe(0);
    },
    { isLong: true },
  );
});

async function hasAgent(box: Box): Promise<void> {
  const answers = async () => (await box.shell.run(status, { reject: false })).exitCode === 0;
  await waitFor(answers, { what: "the guest's agent to answer", timeoutMs: seenMs });
}
