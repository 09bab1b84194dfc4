import { lstat, mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Files, filesBelow } from '../../src/backend/host/files.ts';
import { read } from '../../src/backend/host/reading.ts';
import { readInventory } from '../../src/backend/inventory/read-inventory.ts';

/**
 * Records what the inventory reads of a machine, and nothing else, as a folder for test/fixtures/machines:
 *   node test/support/record-machine.ts OUT [ROOT]
 * Look through it before it is committed: serial numbers and hardware addresses are in it.
 */
const [out, root = '/'] = process.argv.slice(2);
if (out === undefined) throw new Error('usage: record-machine.ts OUT [ROOT]');
await rm(out, { recursive: true, force: true });
await readInventory(recording(filesBelow(root)), async () => new Map(), new Date(0));
await keepEmptyFolders(out);

function recording(files: Files): Files {
  const mirrored = async (path: string): Promise<void> => mirror(path).catch(() => {});
  return {
    readBytes: async (path, limit) => {
      await mirrored(path);
      return files.readBytes(path, limit);
    },
    readText: async (path, limit) => {
      await mirrored(path);
      return files.readText(path, limit);
    },
    listNames: async (path) => {
      const names = await files.listNames(path);
      for (const name of names.ok ? names.value : []) {
        const isFile = (await lstat(join(root, path, name))).isFile();
        if (!isFile) await mirrored(join(path, name));
      }
      return names.ok ? read(names.value) : names;
    },
    readLinkName: async (path) => {
      await mirrored(path);
      return files.readLinkName(path);
    },
    readRealPath: async (path) => {
      await mirrored(path);
      return files.readRealPath(path);
    },
    isThere: async (path) => {
      await mirrored(path);
      return files.isThere(path);
    },
  };
}

/** Makes the path in the recording as it is in the machine: every link on the way, and at its end the file or a folder. */
async function mirror(path: string): Promise<void> {
  const [name, ...rest] = path.split('/').filter(Boolean);
  await mirrorBelow('/', name, rest);
}

async function mirrorBelow(folder: string, name: string | undefined, rest: string[]): Promise<void> {
  if (name === undefined) return;
  const path = join(folder, name);
  const target = join(out as string, path);
  const seen = await lstat(join(root, path));
  if (seen.isSymbolicLink()) {
    const link = await readlink(join(root, path));
    await mkdir(dirname(target), { recursive: true });
    await symlink(link, target).catch(() => {});
    const [first, ...others] = [...resolve('/', folder, link).split('/').filter(Boolean), ...rest];
    return mirrorBelow('/', first, others);
  }
  if (seen.isDirectory()) {
    await mkdir(target, { recursive: true });
    return mirrorBelow(path, rest[0], rest.slice(1));
  }
  await mkdir(dirname(target), { recursive: true });
  if (seen.isCharacterDevice()) return writeFile(target, '');
  // What the machine refuses to let read is a folder in the recording: reading that fails too.
  const content = await readFile(join(root, path)).catch(() => undefined);
  if (content === undefined) await mkdir(target, { recursive: true });
  else await writeFile(target, content);
}

/** Git knows no empty folders. */
async function keepEmptyFolders(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.length === 0) await writeFile(join(folder, '.keep'), '');
  for (const entry of entries) if (entry.isDirectory()) await keepEmptyFolders(join(folder, entry.name));
}
