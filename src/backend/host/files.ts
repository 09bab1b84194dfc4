import { join, relative, sep } from 'node:path';
import { decodeText } from './decode.ts';
import { isInMemory } from './kernel-paths.ts';
import { atOnce, inThread, type LookUps } from './look-ups.ts';
import { fileReader } from './read-bytes.ts';
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
  const readFile = fileReader();
  const readAs = async <T>(path: string, limitBytes: number, use: (bytes: Uint8Array) => T) => {
    const value = await attempt(() => readFile(at(path), path, limitBytes, use));
    if (!value.ok) return value;
    return value.value === undefined
      ? notRead('too-large', `more than ${limitBytes} bytes`)
      : read(value.value);
  };
  const lookUp = <T>(path: string, how: (lookUps: LookUps) => T | Promise<T>): Promise<Reading<T>> =>
    attempt(() => how(isInMemory(path) ? atOnce : inThread));
  let realRoot: string | undefined;

  return {
    readBytes: (path, limitBytes = defaultLimitBytes) => readAs(path, limitBytes, (bytes) => bytes.slice()),
    readText: (path, limitBytes = defaultLimitBytes) => readAs(path, limitBytes, decodeText),
    listNames: (path) => lookUp(path, async ({ listNames }) => (await listNames(at(path))).sort()),
    readLink: (path) => lookUp(path, ({ readLink }) => readLink(at(path))),
    readLinkName: (path) => lookUp(path, async ({ readLink }) => toLinkName(await readLink(at(path)))),
    readRealPath: (path) =>
      lookUp(path, async ({ readRealPath }) => {
        realRoot ??= await readRealPath(root);
        return join(sep, relative(realRoot, await readRealPath(at(path))));
      }),
    isThere: async (path) => (isInMemory(path) ? atOnce : inThread).isThere(at(path)),
  };
}

/** The last part of a link's target. */
export const toLinkName = (target: string): string => target.split('/').at(-1) ?? '';

async function attempt<T>(fn: () => T | Promise<T>): Promise<Reading<T>> {
  try {
    return read(await fn());
  } catch (error) {
    return toNotRead(error);
  }
}
