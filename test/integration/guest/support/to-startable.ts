import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Libvirtd } from '../../../support/libvirtd.ts';
import { withoutKvm } from './without-kvm.ts';

/**
 * The same guest as this machine can start it: with little memory, empty disks, no bridges, and nothing of processors and nodes that are
 * not there. What the guest sees of its devices and names stays.
 */
export async function toStartable(xml: string, libvirtd: Libvirtd): Promise<string> {
  const plain = withoutKvm(xml)
    .replace(/<memory unit='MiB'>\d+/, "<memory unit='MiB'>512")
    .replace(/<cputune>.*<\/cputune>|<numatune>.*<\/numatune>|<numa>.*<\/numa>/gs, '')
    .replace(/<interface type='bridge'>/g, "<interface type='user'>")
    .replace(/<source bridge='[^']*'\/>/g, '')
    .replace(/<disk type='block'/g, "<disk type='file'")
    .replace(/type='qcow2'/g, "type='raw'")
    .replace(/<log file='[^']*' append='on'\/>/, '');
  const [start = '', ...rest] = plain.split(/<source (?:dev|file)='[^']*'\/>/);
  let startable = start;
  for (const [index, part] of rest.entries()) {
    const disk = join(libvirtd.dir, `empty-${index}.img`);
    await writeFile(disk, Buffer.alloc(1024 * 1024));
    await libvirtd.give(disk);
    startable += `<source file='${disk}'/>${part}`;
  }
  return startable;
}
