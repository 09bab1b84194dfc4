import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Problem } from '../../contract/index.ts';
import { migrations } from './migrations.ts';

/** The store, to those who keep something in it. */
export type Database = DatabaseSync;
export type Statement = StatementSync;

export interface StoreOptions {
  /** The database's file. */
  file: string;
  /** Renames the file and what SQLite keeps beside it, and returns the new name. Throws when the directory can't be written. */
  setAside(file: string): string;
}

export interface OpenedStore {
  db: DatabaseSync;
  /** What the operator must know about the store: it was damaged, or it can't be kept. */
  problems: Problem[];
}

/**
 * Opens the backend's store and brings its schema up to date. Never throws: a file that can't be used is set aside and a new one begun; where
 * not even that is possible the store lives in memory until the backend ends.
 */
export function openStore(options: StoreOptions): OpenedStore {
  const first = tryOpen(options.file);
  if ('db' in first) return { db: first.db, problems: [] };

  try {
    const aside = options.setAside(options.file);
    const second = tryOpen(options.file);
    if ('db' in second) return { db: second.db, problems: [damaged(options.file, aside, first.error)] };
    return inMemory(options.file, second.error);
  } catch (error) {
    return inMemory(options.file, error);
  }
}

function tryOpen(file: string): { db: DatabaseSync } | { error: unknown } {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { timeout: 2000 });
    // WAL with FULL: a transaction that was answered for survives a power cut.
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 1048576; PRAGMA cache_size = -512;',
    );
    const check = db.prepare('PRAGMA quick_check(1)').get();
    if (check?.quick_check !== 'ok') throw new Error(String(check?.quick_check));
    migrate(db);
    return { db };
  } catch (error) {
    db?.close();
    return { error };
  }
}

function migrate(db: DatabaseSync): void {
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
  if (version > migrations.length)
    throw new Error(`its schema is version ${version}, newer than ${migrations.length}`);
  if (version === migrations.length) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const step of migrations.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

function inMemory(file: string, error: unknown): OpenedStore {
  const opened = tryOpen(':memory:');
  if (!('db' in opened)) throw opened.error;
  return {
    db: opened.db,
    problems: [
      {
        code: 'store.not-kept',
        severity: 'error',
        message: `The store ${file} can't be used (${reason(error)}): operations are forgotten when the backend ends`,
        hint: 'Look for a full or read-only file system',
        where: { file },
      },
    ],
  };
}

const damaged = (file: string, aside: string, error: unknown): Problem => ({
  code: 'store.damaged',
  severity: 'warning',
  message: `The store was unusable (${reason(error)}) and a new one was begun: earlier operations are missing`,
  hint: `The old one is kept as ${aside}`,
  where: { file },
});

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
