import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What is started with the machine: the links in systemd's `.wants` and `.requires` folders, relative to `dir`. */
export function listEnabled(dir) {
  if (!existsSync(dir)) return [];
  const folders = readdirSync(dir).filter((name) => /\.(wants|requires)$/.test(name));
  return folders.flatMap((folder) => readdirSync(join(dir, folder)).map((name) => join(folder, name)));
}

/**
 * Takes out the links that were not there before, and returns them. Later upgrades of the packages leave it so:
 * Debian enables a unit again only where all its links are in place.
 */
export function removeNewlyEnabled(dir, before) {
  const added = listEnabled(dir).filter((link) => !before.includes(link));
  for (const link of added) rmSync(join(dir, link));
  return added;
}
