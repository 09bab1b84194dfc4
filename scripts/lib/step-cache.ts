import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Whether the cache file holds this hash and everything that the step made is still there. */
export async function isDone(file: string, hash: string, outputs: readonly string[]): Promise<boolean> {
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known.trim() !== hash) return false;
  const found = await Promise.all(
    outputs.map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
}

/** Writes the hash so that a power cut leaves the old one or the new one. */
export async function markDone(file: string, hash: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${hash}\n`, { flush: true });
  await rename(`${file}.new`, file);
}
