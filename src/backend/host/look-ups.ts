import {
  close,
  closeSync,
  existsSync,
  open,
  openSync,
  readdirSync,
  readlinkSync,
  realpathSync,
} from 'node:fs';
import { access, readdir, readlink, realpath } from 'node:fs/promises';
import { promisify } from 'node:util';

type Answer<T> = T | Promise<T>;

/** What finds files without reading them; throws or rejects as node:fs does. */
export interface LookUps {
  /** A descriptor for reading. */
  open(path: string): Answer<number>;
  close(file: number): Answer<void>;
  listNames(path: string): Answer<string[]>;
  readLink(path: string): Answer<string>;
  readRealPath(path: string): Answer<string>;
  isThere(path: string): Answer<boolean>;
}

/**
 * Without a thread, for what the kernel has in memory: handing a look-up to a thread and back takes ten times as long as the look-up, and an
 * inventory of a large machine makes some thousand. They ask no driver: only reading does, and may hang.
 */
export const atOnce: LookUps = {
  open: (path) => withoutTrace(() => openSync(path, 'r')),
  close: closeSync,
  listNames: (path) => withoutTrace(() => readdirSync(path)),
  readLink: (path) => withoutTrace(() => readlinkSync(path)),
  readRealPath: (path) => withoutTrace(() => realpathSync.native(path)),
  isThere: existsSync,
};

/** Much that is looked for is not there: noting where the program was takes longer than finding that out. */
function withoutTrace<T>(fn: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return fn();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const openFile = promisify(open);

/** In a thread, for disks. */
export const inThread: LookUps = {
  open: (path) => openFile(path, 'r'),
  close: promisify(close),
  listNames: (path) => readdir(path),
  readLink: (path) => readlink(path),
  readRealPath: (path) => realpath(path),
  isThere: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
};
