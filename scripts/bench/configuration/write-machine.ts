import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { MachineRecord, RecordEntry } from '../../../src/backend/host/record/model.ts';

/**
 * Writes a machine's files below `root`, which is an empty folder. Links are written relative to where they are, so that they stay below
 * it. What cannot be read becomes a folder: it can be opened, and reading it fails.
 */
export async function writeMachine({ files }: Pick<MachineRecord, 'files'>, root: string): Promise<void> {
  const paths = Object.keys(files);
  const folders = new Set(paths.map((path) => dirname(path)));
  for (const folder of folders) await mkdir(join(root, folder), { recursive: true });
  for (const path of paths) {
    const entry = files[path];
    if (entry !== undefined && !folders.has(path)) await writeEntry(root, path, entry);
  }
}

async function writeEntry(root: string, path: string, entry: RecordEntry): Promise<void> {
  const at = join(root, path);
  if (typeof entry === 'string') await writeFile(at, entry);
  else if ('base64' in entry) await writeFile(at, Buffer.from(entry.base64, 'base64'));
  else if ('link' in entry) await symlink(toRelative(path, entry.link), at);
  else if ('exists' in entry) await writeFile(at, '');
  else {
    await mkdir(at, { recursive: true });
    for (const name of 'folder' in entry ? entry.folder : []) await writeFile(join(at, name), '');
  }
}

/** As the kernel writes links: the last part is the target's name, even where the target holds the link. */
const toRelative = (path: string, target: string): string =>
  target.startsWith('/') ? join(relative(dirname(path), dirname(target)), basename(target)) : target;
