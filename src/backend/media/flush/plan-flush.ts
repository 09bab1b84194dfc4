import type { Mount } from './model.ts';

/** Where in the guest a disk is mounted, and where it may be: of that nobody knows which disk it is on. */
export interface FlushPlan {
  certain: readonly string[];
  possible: readonly string[];
}

/**
 * Which file systems of the guest have to be written. QEMU's agent gets the place of disks beyond the first target of a virtio-scsi controller
 * wrong, so that libvirt does not find them. `undefined` where the agent tells of no file system at all.
 */
export function planFlush(mounts: readonly Mount[], target: string): FlushPlan | undefined {
  if (mounts.length === 0) return undefined;
  const certain = mounts.filter(({ disks }) => disks.includes(target));
  const possible = mounts.filter(
    (mount) => !certain.includes(mount) && (mount.disks.length === 0 || mount.disks.includes(null)),
  );
  const toPath = ({ mountpoint }: Mount): string => mountpoint;
  return { certain: certain.map(toPath), possible: possible.map(toPath) };
}
