import { readdir, readlink, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { decodeText } from './decode.ts';
import { readBytesOf } from './read-bytes.ts';
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
      const bytes = await readBytesOf(at(path), limitBytes);
      return bytes === undefined ? notRead('too-large', `more than ${limitBytes} bytes`) : read(bytes);
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
