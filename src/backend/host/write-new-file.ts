import { constants, type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface NewFile {
  folder: string;
  /** The folder is where a disk is mounted: where none is any more nothing is written. */
  isMount?: true;
  /** What it may be called; the first that is not taken. */
  names: readonly string[];
  content: Uint8Array;
  signal: AbortSignal;
  /** How much of it is written through, 0 to 1. */
  onProgress?(fraction: number): void;
}

export type WriteNewFile = (file: NewFile) => Promise<string>;

/** Slow sticks take a second for it. */
const chunkBytes = 1024 * 1024;
/** Of what is not whole yet; one that a killed backend has left there is replaced. */
const unfinished = '.bezel-unfinished';

/**
 * Writes a file where none is, and through to the disk; its name. Until it is whole it has another name, and nothing stays of one that does not get whole.
 * For file systems without links and with names in any case, as sticks have. Throws the system's error, and what `signal` is aborted with.
 */
export const writeNewFile: WriteNewFile = async (file) => {
  await using handle = await open(file.folder, constants.O_RDONLY | constants.O_DIRECTORY);
  if (file.isMount === true) await demandMount(file.folder, handle);
  // Whatever is mounted or unmounted there meanwhile, this stays the same folder.
  const folder = `/proc/self/fd/${handle.fd}`;
  const temporary = join(folder, unfinished);
  const made = [temporary];
  try {
    await rm(temporary, { force: true });
    await writeThrough(temporary, file);
    const name = await takeName(folder, file.names);
    made.push(join(folder, name));
    await rename(temporary, join(folder, name));
    await handle.sync();
    return name;
  } catch (error) {
    // On a disk that is gone there is nothing to remove.
    for (const path of made) await rm(path, { force: true }).catch(() => {});
    throw error;
  }
};

async function demandMount(folder: string, handle: FileHandle): Promise<void> {
  const [inside, outside] = await Promise.all([handle.stat(), stat(dirname(folder))]);
  if (inside.dev === outside.dev)
    throw Object.assign(new Error('nothing is mounted there'), { code: 'ENODEV' });
}

async function writeThrough(path: string, { content, signal, onProgress }: NewFile): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  for (let at = 0; at < content.length; at += chunkBytes) {
    signal.throwIfAborted();
    await file.writeFile(content.subarray(at, at + chunkBytes));
    await file.datasync();
    onProgress?.(Math.min(1, (at + chunkBytes) / content.length));
  }
  await file.sync();
  signal.throwIfAborted();
}

/** The first that is not taken is, by an empty file: a rename alone would replace what is there. */
async function takeName(folder: string, names: readonly string[]): Promise<string> {
  for (const [index, name] of names.entries()) {
    try {
      await using _ = await open(join(folder, name), 'wx', 0o600);
      return name;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || index === names.length - 1) throw error;
    }
  }
  throw new RangeError('a new file needs a name');
}
