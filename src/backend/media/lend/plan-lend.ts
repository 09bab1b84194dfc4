import { plainText } from '../../../contract/index.ts';
import type { FileSystem } from './model.ts';

/**
 * What the host mounts of a stick that anybody may have made. Each is a driver of the kernel that is fed with hostile data; these are what sticks and
 * discs have. ext4 and its like are refused: whoever keeps them does not hold them to be safe against such data.
 */
const types = ['vfat', 'exfat', 'udf', 'iso9660'] as const;
type MountedType = (typeof types)[number];
/** Discs have the others, as they were made. */
const writable: readonly MountedType[] = ['vfat', 'exfat'];

export type LendPlan = { ok: true; partition: number; type: MountedType } | { ok: false; why: string };

/** The file system to mount: that of `partition` where it is named, else the first that may be; with `mustWrite` the first that can be written to. */
export function planLend(
  found: readonly FileSystem[],
  partition: number | undefined,
  mustWrite = false,
): LendPlan {
  const taken = mustWrite ? writable : types;
  const meant = partition === undefined ? found : found.filter((each) => each.partition === partition);
  for (const { partition, type } of meant) {
    const known = taken.find((each) => each === type);
    if (known !== undefined) return { ok: true, partition, type: known };
  }
  const where =
    partition === undefined ? 'it' : partition === 0 ? 'the whole disk' : `partition ${partition}`;
  const others = [...new Set(meant.map(({ type }) => plainText(type).slice(0, 32)))];
  return {
    ok: false,
    why:
      others.length === 0
        ? `There is no file system on ${where}`
        : `The host does not ${mustWrite ? 'write to' : 'mount'} ${others.join(', ')}, which is on ${where}: only ${taken.join(', ')}`,
  };
}

/** As mount(8) takes them. Nothing on it is run, and its owners are nobody's. `device-bound`: systemd unmounts what is pulled out. */
export function planOptions(type: MountedType, { write }: { write: boolean }): string {
  const isDisc = !writable.includes(type);
  return [
    write && !isDisc ? 'rw' : 'ro',
    ...['nosuid', 'nodev', 'noexec', 'nosymfollow', 'x-systemd.device-bound=yes'],
    ...(isDisc ? [] : ['uid=0', 'gid=0', 'umask=0077']),
    ...(type === 'vfat' ? ['iocharset=ascii', 'utf8=1'] : []),
  ].join(',');
}
