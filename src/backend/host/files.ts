import { open, readdir, readlink, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { decodeText } from './decode.ts';
import { notRead, type Reading, read, toNotRead } from './reading.ts';

/** 64 KiB: sixteen times what sysfs ever gives for one attribute. */
export const defaultLimitBytes = 64 * 1024;

/** Reads the machine's files. Paths are absolute, as the machine sees them. Nothing throws: what can't be read says why. */
export interface Files {
  readBytes(path: string, limitBytes?: number): Promise<Reading<Uint8Array>>;
  /** UTF-8, or Latin-1 where it is no UTF-8. */
  readText(path: string, limitBytes?: number): Promise<Reading<string>>;
  /** Names in a folder, sorted. */
  listNames(path: string): Promise<Reading<string[]>>;
  /** What a symbolic link points to, as it is written. */
  readLink(path: string): Promise<Reading<string>>;
  /** The last part of what a symbolic link points to. */
  readLinkName(path: string): Promise<Reading<string>>;
  /** The path with every symbolic link resolved. */
  readRealPath(path: string): Promise<Reading<string>>;
  isThere(path: string): Promise<boolean>;
}

/** The files below `root`: `/` in production, a folder in tests. */
export function filesBelow(root: string): Files {
  const at = (path: string): string => join(root, path);

  const readBytes: Files['readBytes'] = async (path, limitBytes = defaultLimitBytes) => {
    try {
      await using file = await open(at(path), 'r');
      return await readUpTo(file, limitBytes);
    } catch (error) {
      return toNotRead(error);
    }
  };

  return {
    readBytes,
    readText: async (path, limitBytes) => {
      const bytes = await readBytes(path, limitBytes);
      return bytes.ok ? read(decodeText(bytes.value)) : bytes;
    },
    listNames: (path) => attempt(async () => (await readdir(at(path))).sort()),
    readLink: (path) => attempt(() => readlink(at(path))),
    readLinkName: (path) => attempt(async () => toLinkName(await readlink(at(path)))),
    readRealPath: (path) =>
      attempt(async () => join(sep, relative(await realpath(root), await realpath(at(path))))),
    isThere: async (path) => (await attempt(() => stat(at(path)))).ok,
  };
}

/** The last part of a link's target. */
export const toLinkName = (target: string): string => target.split('/').at(-1) ?? '';

async function attempt<T>(fn: () => Promise<T>): Promise<Reading<T>> {
  try {
    return read(await fn());
  } catch (error) {
    return toNotRead(error);
  }
}

/** The size that sysfs and procfs report is not that of what can be read, so only reading tells. */
async function readUpTo(
  file: Awaited<ReturnType<typeof open>>,
  limitBytes: number,
): Promise<Reading<Uint8Array>> {
  // A page is the most that sysfs gives; making larger buffers takes longer than reading an attribute.
  let buffer: Uint8Array = new Uint8Array(Math.min(4096, limitBytes + 1));
  let total = 0;
  for (;;) {
    if (total === buffer.length) buffer = enlarge(buffer, limitBytes + 1);
    const { bytesRead } = await file.read(buffer, total, buffer.length - total, null);
    if (bytesRead === 0) return read(buffer.subarray(0, total));
    total += bytesRead;
    if (total > limitBytes) return notRead('too-large', `more than ${limitBytes} bytes`);
  }
}

function enlarge(buffer: Uint8Array, mostBytes: number): Uint8Array {
  const larger = new Uint8Array(Math.min(buffer.length * 4, mostBytes));
  larger.set(buffer);
  return larger;
}
