import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';

/** The files below a path (or the file itself), sorted, as absolute paths. A missing path has none. */
export async function listFiles(start: string): Promise<string[]> {
  try {
    const entries = await readdir(start, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOTDIR') {
      return [start];
    }
    if (code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

/** SHA-256 (hex) over the names and contents of files and directories, and over some plain strings. */
export async function hashInputs(
  root: string,
  paths: readonly string[],
  strings: readonly string[] = [],
): Promise<string> {
  const hash = createHash('sha256');
  for (const text of strings) {
    hash.update(`${text.length}:${text}`);
  }
  for (const start of paths) {
    for (const file of await listFiles(path.join(root, start))) {
      const isLink = (await lstat(file)).isSymbolicLink();
      const content = isLink ? await readlink(file) : await readFile(file);
      hash.update(`${path.relative(root, file)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}
