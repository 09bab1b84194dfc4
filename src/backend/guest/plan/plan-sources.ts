import type { Inventory, Problem } from '../../../contract/index.ts';
import { error } from './plan-problem.ts';

/** A disk's source as the host finds it. */
export interface DiskSource {
  exists: boolean;
  /** Path with every link resolved, where it exists. */
  realPath?: string;
}

/** What is wrong with the source of a disk. The disk that the box runs from is never given away. */
export function sourceProblems(
  source: string,
  found: DiskSource | undefined,
  disks: Inventory['disks'],
): Problem[] {
  if (found?.exists !== true) {
    return [
      error(
        'guest.disk-missing',
        `The guest's disk ${source} is not there`,
        'See whether the storage of the box was set up: systemctl status bezel-storage',
      ),
    ];
  }
  const own = disks.find(({ name, boot }) => boot && isPartOf(found.realPath ?? source, name));
  if (own === undefined) return [];
  return [
    error(
      'guest.disk-is-boot-disk',
      `The guest may not have ${source}: the box itself runs from ${own.name}`,
      'Give the guest a volume or another disk',
    ),
  ];
}

/** `/dev/sda`, `/dev/sda1` and `/dev/nvme0n1p1` are part of the disks `sda` and `nvme0n1`; `/dev/sdaa` is not part of `sda`. */
const isPartOf = (path: string, disk: string): boolean =>
  path.startsWith(`/dev/${disk}`) && /^(p?\d+)?$/.test(path.slice(`/dev/${disk}`.length));
