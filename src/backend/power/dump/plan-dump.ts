/** A file in the folder of dumps. */
export interface DumpFile {
  name: string;
  bytes: number;
  /** Milliseconds since 1970. */
  changedAt: number;
}

export interface DumpFacts {
  /** The policy's: how many are kept; 0: none is written. */
  keep: number;
  memoryBytes: number;
  freeBytes: number;
  files: readonly DumpFile[];
  /** When the guest stopped. */
  at: Date;
}

export type DumpPlan =
  | { kind: 'none' }
  | { kind: 'no-room'; neededBytes: number }
  /** `removeFirst`: to make room · `removeAfter`: what is too many once the new one is there. */
  | { kind: 'write'; name: string; removeFirst: string[]; removeAfter: string[] };

/** What stays free for everything else on that file system, in bytes: 256 MiB. */
const reserveBytes = 256 * 1024 ** 2;
/** Beside the memory itself: headers and bitmaps, some 64 KiB for each GiB. */
const overheadBytes = 16 * 1024 ** 2;

/**
 * Where a dump of the guest's memory goes, and which older ones go for it. Older ones are kept until the new one is there, unless there is no
 * other room; the newest is never removed before. Compression is not reckoned with: a dump may be as large as the memory. Pure.
 */
export function planDump({ keep, memoryBytes, freeBytes, files, at }: DumpFacts): DumpPlan {
  if (keep === 0) return { kind: 'none' };
  const ours = files
    .filter(({ name }) => dumpName.test(name))
    .sort((a, b) => b.changedAt - a.changedAt || (a.name < b.name ? 1 : -1));
  const neededBytes = memoryBytes + overheadBytes + reserveBytes;
  const old = ours.slice(Math.max(1, keep - 1));
  const removeFirst: string[] = [];
  let free = freeBytes;
  while (free < neededBytes && old.length > 0) {
    const file = old.pop();
    if (file === undefined) break;
    removeFirst.push(file.name);
    free += file.bytes;
  }
  if (free < neededBytes) return { kind: 'no-room', neededBytes };
  const stamp = at
    .toISOString()
    .replaceAll(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z');
  const removeAfter = ours.slice(keep - 1).filter(({ name }) => !removeFirst.includes(name));
  return {
    kind: 'write',
    name: `guest-${stamp}.kdump`,
    removeFirst,
    removeAfter: removeAfter.map(({ name }) => name),
  };
}

const dumpName = /^guest-\d{8}T\d{6}Z\.kdump$/;
