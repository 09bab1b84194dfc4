import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../build/lab', import.meta.url));

/** A story's title as the name of a folder: lower case, words joined by hyphens, 50 characters at most. Pure. */
export function toSlug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 50);
}

/** Makes the folder for what a story leaves behind, empty: `build/lab/<title>`. */
export async function makeStoryFolder(title: string): Promise<string> {
  const folder = join(root, toSlug(title));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}
