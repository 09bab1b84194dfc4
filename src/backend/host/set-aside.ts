import { existsSync, renameSync, rmSync } from 'node:fs';

/** What SQLite keeps beside a database's file. */
const companions = ['-wal', '-shm', '-journal'];

/**
 * Renames a database that can't be used, with what SQLite keeps beside it, to `<file>.damaged`, replacing what was set aside before: one is
 * enough to look at, and the disk is not filled by a file system that damages each new one. Returns the new name.
 */
export function setDatabaseAside(file: string): string {
  const aside = `${file}.damaged`;
  for (const suffix of ['', ...companions]) {
    rmSync(`${aside}${suffix}`, { force: true, recursive: true });
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${aside}${suffix}`);
  }
  return aside;
}
