import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Media, Medium } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';
import type { Bench } from './bench.ts';

/** Emulated boxes in emulated boxes take their time. */
export const seenMs = 120_000;

export const stickBytes = 8 * 1024 * 1024;

/** The rows of what is plugged into the box. */
export const readMedia = async (box: Box): Promise<Medium[]> => (await box.api<Media>('/v1/media')).media;

/** Waits for a row that is so. */
export function mediumOf(box: Box, isSo: (row: Medium) => boolean, what = 'it'): Promise<Medium> {
  const ask = async () => (await readMedia(box)).find(isSo);
  return waitFor(ask, { what: `${what} to be told of`, timeoutMs: seenMs });
}

/** Waits for the row of the stick with a serial number to be so. */
export const stickOf = (box: Box, serial: string, isSo: (row: Medium) => boolean): Promise<Medium> =>
  mediumOf(box, (row) => row.serial === serial && isSo(row), `the stick ${serial}`);

/** The names of all disks that the guest sees. */
export const disksInGuest = async (box: Box): Promise<string[]> =>
  (await box.guestReport(['disks'])).disks.map(({ name }) => name);

/** The guest's name of its first SCSI disk, as a stick is one; `undefined` while it has none. */
export const scsiDiskInGuest = async (box: Box): Promise<string | undefined> =>
  (await box.guestReport(['disks'])).disks.find(({ name }) => name.startsWith('sd'))?.name;

/** The guest's name of a disk that was not there before. */
export function newDisk(box: Box, before: readonly string[]): Promise<string> {
  const ask = async () => (await disksInGuest(box)).find((name) => !before.includes(name));
  return waitFor(ask, { what: 'the guest to see the disk', timeoutMs: seenMs });
}

/** Waits until the guest has the disks that it had before, and no others. */
export async function isGone(box: Box, before: readonly string[]): Promise<void> {
  const ask = async () => JSON.stringify(await disksInGuest(box)) === JSON.stringify(before);
  await waitFor(ask, { what: 'the guest to be without the disk', timeoutMs: seenMs });
}

/** A stick that begins with a word. */
export async function makeStick(lab: Bench, word: string): Promise<string> {
  const file = join(lab.folder, `${word}.img`);
  const content = Buffer.alloc(stickBytes);
  content.write(word);
  await writeFile(file, content);
  return file;
}

/** Waits until the guest has the stick with a serial number, by the backend's word. */
export const isHeld = (box: Box, serial: string): Promise<Medium> =>
  stickOf(box, serial, ({ state }) => state === 'attached');

/** What the disk begins with, as the guest reads it. */
export async function readStart(box: Box, name: string): Promise<string> {
  const { output } = await box.inGuest(`dd if=/dev/${name} bs=512 count=1 2>/dev/null | tr -d '\\0'`);
  return output.trim();
}
