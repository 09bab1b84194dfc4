import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Libvirtd } from '../../support/libvirtd.ts';

/** A policy for a guest that libvirtd of the test can run: emulated, small, one empty disk, no network. It never stops when asked to. */
export async function writeGuestDisk(libvirtd: Libvirtd): Promise<string> {
  const disk = join(libvirtd.dir, 'guest.img');
  await using file = await open(disk, 'w');
  await file.truncate(1024 * 1024);
  await libvirtd.give(disk);
  return disk;
}

export const guestPolicy = (disk: string, rest = ''): string => `version: 1
guest:
  accelerator: tcg
  memory: { minMiB: 64, maxMiB: 96 }
  cpus: { max: 1 }
  disks:
    - { target: vda, source: ${disk} }
network: { nics: none }
${rest}`;
