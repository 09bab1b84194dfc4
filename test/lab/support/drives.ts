import type { Drive, Drives } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';
import { seenMs } from './media.ts';

/** The rows of the box's drives. */
export const listDrives = async (box: Box): Promise<Drive[]> => (await box.api<Drives>('/v1/drives')).drives;

/** What the file on the disc says, in the guest. QEMU's drives say first that they are empty after each change, so that a mount may fail. */
export async function mountAndRead(box: Box, name = 'sr0'): Promise<string> {
  await box.inGuest('mkdir -p /cd; umount /cd');
  const mount = async () => (await box.inGuest(`mount -t iso9660 -o ro /dev/${name} /cd`)).exitCode === 0;
  await waitFor(mount, { what: `the guest to mount ${name}`, timeoutMs: seenMs });
  return (await box.inGuest('cat /cd/word.txt; echo')).output.trim();
}
