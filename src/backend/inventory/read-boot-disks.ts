import type { Files } from '../host/files.ts';
import { parseMounts, toHostDevices } from './parse-disk.ts';

/** Disks below disks below volumes: deeper than any sane stack. */
const maxDepth = 8;

/** Names of the disks that the running host is made of, through partitions, volumes and RAID. Empty when they can't be found. */
export async function readBootDisks(files: Files): Promise<ReadonlySet<string>> {
  const mountinfo = await files.readText('/proc/self/mountinfo', 1024 * 1024);
  const devices = mountinfo.ok ? toHostDevices(parseMounts(mountinfo.value)) : [];
  const disks = new Set<string>();
  for (const device of devices) {
    const path = await files.readRealPath(`/sys/dev/block/${device}`);
    if (path.ok) await addDisks(files, path.value, disks, maxDepth);
  }
  return disks;
}

async function addDisks(files: Files, devicePath: string, disks: Set<string>, depth: number): Promise<void> {
  if (depth === 0) return;
  const slaves = await files.listNames(`${devicePath}/slaves`);
  for (const slave of slaves.ok ? slaves.value : []) {
    const path = await files.readRealPath(`${devicePath}/slaves/${slave}`);
    if (path.ok) await addDisks(files, path.value, disks, depth - 1);
  }
  if (slaves.ok && slaves.value.length > 0) return;
  const parts = devicePath.split('/');
  const isPartition = await files.isThere(`${devicePath}/partition`);
  const name = parts.at(isPartition ? -2 : -1);
  if (name === undefined) return;
  const diskPath = isPartition ? parts.slice(0, -1).join('/') : devicePath;
  const below = isPartition ? await files.listNames(`${diskPath}/slaves`) : undefined;
  if (below?.ok && below.value.length > 0) return addDisks(files, diskPath, disks, depth - 1);
  disks.add(name);
}
