import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';
import type { Bench } from '../support/bench.ts';
import { disksInGuest, isGone, mediumOf, newDisk, readMedia, seenMs, stickOf } from '../support/media.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

const MiB = 1024 * 1024;

/** Disks that are no plain sticks reach the guest as what they are. */
storiesOfTheRunningBox('kinds of USB disks', (story) => {
  story(
    'the slots of a reader are a disk each; a medium of 4096-byte sectors and one of 2.5 TiB are read to their ends',
    async (box, lab) => {
      const before = await disksInGuest(box);
      const sizes = [3 * MiB, 5 * MiB, 2.5 * 1024 * 1024 * MiB];
      const files = await Promise.all(sizes.map((size, at) => makeDisk(lab, `slot${at}`, size)));
      const [small = '', large = '', huge = ''] = files;
      const reader = await box.usb.plugDisks(
        [{ file: small }, { file: large, sectorBytes: 4096 }, { file: huge }],
        { serial: 'READER' },
      );
      for (const [at, sizeBytes] of sizes.entries()) {
        const row = await mediumOf(box, ({ id, state }) => id.endsWith(`:${at}`) && state === 'attached');
        const sectorBytes = at === 1 ? 4096 : 512;
        expect(row).toMatchObject({ sizeBytes, sectorBytes, serial: 'READER', readOnly: false });
        const name = await waitFor(() => nameOf(box, sizeBytes), {
          what: `the guest to see slot ${at}`,
          timeoutMs: seenMs,
        });
        expect(await attribute(box, name, 'queue/logical_block_size')).toBe(String(sectorBytes));
        expect(await readEnds(box, name, sizeBytes, sectorBytes)).toEqual([
          `slot${at}-first`,
          `slot${at}-last`,
        ]);
        const serial = await box.inGuest(`tail -c +5 /sys/block/${name}/device/vpd_pg80; echo`);
        expect(serial.output.trim()).toBe(at === 0 ? 'READER' : `READER-${at}`);
      }
      await box.usb.yankAll(reader);
      await isGone(box, before);
      expect(await readMedia(box)).toEqual([]);
      await box.guestIs('running');
    },
    { isLong: true },
  );

  story(
    'a stick that is locked against writing is so in the guest',
    async (box, lab) => {
      const before = await disksInGuest(box);
      const file = await makeDisk(lab, 'locked', 8 * MiB);
      await box.usb.plug(file, { serial: 'STICK-RO', readOnly: true });
      const row = await stickOf(box, 'STICK-RO', ({ state }) => state === 'attached');
      expect(row.readOnly).toBe(true);
      const name = await newDisk(box, before);
      expect(await attribute(box, name, 'ro')).toBe('1');
      const written = await box.inGuest(`dd if=/dev/zero of=/dev/${name} bs=512 count=1 conv=fsync`);
      expect(written.exitCode).not.toBe(0);
      expect(await readEnds(box, name, 8 * MiB, 512)).toEqual(['locked-first', 'locked-last']);
    },
    { isLong: true },
  );

  story(
    'a UAS disk is the guest’s, and goes when it is pulled while it is read',
    async (box, lab) => {
      const before = await disksInGuest(box);
      const file = await makeDisk(lab, 'uas', 16 * MiB);
      const disk = await box.usb.plugDisks([{ file }], { driver: 'usb-uas', serial: 'UAS-1' });
      const row = await stickOf(box, 'UAS-1', ({ state }) => state === 'attached');
      expect(row.sizeBytes).toBe(16 * MiB);
      expect((await box.shell.run('ls -d /sys/bus/usb/drivers/uas/*:*')).stdout).toContain(row.port);
      const name = await newDisk(box, before);
      expect(await readEnds(box, name, 16 * MiB, 512)).toEqual(['uas-first', 'uas-last']);
      await box.inGuest(`(while dd if=/dev/${name} of=/dev/null bs=64k; do :; done) >/dev/null 2>&1 & :`);
      await box.usb.yankAll(disk);
      await isGone(box, before);
      await box.guestIs('running');
    },
    { isLong: true },
  );
});

/** A sparse disk whose first and last 4096 bytes begin with words of its own. Returns its file. */
async function makeDisk(lab: Bench, word: string, sizeBytes: number): Promise<string> {
  const file = join(lab.folder, `${word}.img`);
  const handle = await open(file, 'w');
  try {
    await handle.truncate(sizeBytes);
    await handle.write(`${word}-first`, 0);
    await handle.write(`${word}-last`, sizeBytes - 4096);
  } finally {
    await handle.close();
  }
  return file;
}

const attribute = async (box: Box, name: string, file: string): Promise<string> =>
  (await box.inGuest(`cat /sys/block/${name}/${file}`)).output.trim();

/** The guest's name of the SCSI disk of a size. */
const nameOf = async (box: Box, sizeBytes: number): Promise<string | undefined> =>
  (await box.guestReport(['disks'])).disks.find(
    (disk) => disk.name.startsWith('sd') && disk.sizeBytes === sizeBytes,
  )?.name;

/** The words in the first and the last 4096 bytes of a disk, as the guest reads them. */
async function readEnds(box: Box, name: string, sizeBytes: number, sectorBytes: number): Promise<string[]> {
  const sectors = 4096 / sectorBytes;
  const read = async (skip: number): Promise<string> => {
    const { output } = await box.inGuest(
      `dd if=/dev/${name} bs=${sectorBytes} skip=${skip} count=${sectors} 2>/dev/null | tr -d '\\0'; echo`,
    );
    return output.trim();
  };
  return [await read(0), await read(sizeBytes / sectorBytes - sectors)];
}
