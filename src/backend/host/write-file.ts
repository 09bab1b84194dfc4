import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a file so that after a power cut either the old or the new content is there, whole: a new file beside it, written through to the
 * disk, renamed over the old one, and the folder written through as well. Folders that are missing are made, for root only unless `folderMode`
 * says otherwise.
 */
export async function writeFileSafely(
  path: string,
  content: string | Uint8Array,
  mode = 0o600,
  folderMode = 0o700,
): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: folderMode });
  const temporary = join(folder, `.${basename(path)}.${crypto.randomUUID()}`);
  try {
    {
      await using file = await open(temporary, 'wx', mode);
      await file.writeFile(content);
      await file.sync();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await using handle = await open(folder, 'r');
  await handle.sync();
}
