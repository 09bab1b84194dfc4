import { lstat, mkdir, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder in which dumps of the guest's memory are kept. Everything throws what the file system says. */
export interface DumpFolder {
  /** Makes it, for root alone, where it is missing. */
  look(directory: string): Promise<{
    freeBytes: number;
    files: { name: string; bytes: number; changedAt: number }[];
  }>;
  /** How large a file is, in bytes. */
  size(directory: string, name: string): Promise<number>;
  remove(directory: string, name: string): Promise<void>;
}

export const dumpFolder: DumpFolder = {
  look: async (directory) => {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const names = await readdir(directory);
    const stats = await Promise.all(names.map((name) => lstat(join(directory, name))));
    const { bavail, bsize } = await statfs(directory);
    return {
      freeBytes: bavail * bsize,
      files: stats.flatMap((stat, i) =>
        stat.isFile() ? [{ name: names[i] ?? '', bytes: stat.size, changedAt: stat.mtimeMs }] : [],
      ),
    };
  },
  size: async (directory, name) => (await lstat(join(directory, name))).size,
  remove: (directory, name) => rm(join(directory, name), { force: true }),
};
