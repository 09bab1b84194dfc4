import { lstat } from 'node:fs/promises';
import { type Reading, read, toNotRead } from './reading.ts';

export interface FileLook {
  /** `other`: a symbolic link, a device, a pipe. */
  kind: 'file' | 'folder' | 'other';
  sizeBytes: number;
}

export type LookAtFile = (path: string) => Promise<Reading<FileLook>>;

/** What is at a path, without following a link there and without opening it. */
export const lookAtFile: LookAtFile = async (path) => {
  try {
    const found = await lstat(path);
    const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
    return read({ kind, sizeBytes: found.size });
  } catch (error) {
    return toNotRead(error);
  }
};
