import { open } from 'node:fs/promises';

/** Writes to a file that is there, in one go and without replacing it, as sysfs and procfs want it. Throws the system's error. */
export async function writeInPlace(path: string, text: string): Promise<void> {
  await using file = await open(path, 'r+');
  await file.write(text, 0);
}
