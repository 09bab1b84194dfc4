import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrations } from '../../../../src/backend/engine/migrations.ts';
import { openStore } from '../../../../src/backend/engine/store.ts';
import { setDatabaseAside } from '../../../../src/backend/host/set-aside.ts';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'bezel-store-'));
  file = join(dir, 'bezel.db');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const open = () => openStore({ file, setAside: setDatabaseAside });
const addRow = "INSERT INTO operations (id, state, body) VALUES ('a', 'done', '{}')";
const countRows = (db: DatabaseSync) => db.prepare('SELECT count(*) AS n FROM operations').get()?.n;

test('what was written is there after opening again', () => {
  const first = open();
  first.db.exec(addRow);
  first.db.close();
  const second = open();
  expect(second.problems).toEqual([]);
  expect(countRows(second.db)).toBe(1);
  second.db.close();
});

test('a transaction that was answered for is on the disk: WAL, synced in full', () => {
  const { db } = open();
  expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  db.close();
});

test('the schema has the version of the last migration', () => {
  const { db } = open();
  expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrations.length });
  db.close();
});

test('a store of an earlier version keeps what is in it', () => {
  const old = new DatabaseSync(file);
  old.exec(migrations[0] ?? '');
  old.exec(`${addRow}; PRAGMA user_version = 1`);
  old.close();
  const { db, problems } = open();
  expect(problems).toEqual([]);
  expect(countRows(db)).toBe(1);
  expect(db.prepare('SELECT count(*) AS n FROM guest_starts').get()).toEqual({ n: 0 });
  db.close();
});

test.each([
  ['garbage', () => writeFileSync(file, 'this is no database, however long it may be'.repeat(100))],
  [
    'a newer schema',
    () => {
      const db = new DatabaseSync(file);
      db.exec('PRAGMA user_version = 999');
      db.close();
    },
  ],
  [
    'a page that was overwritten',
    () => {
      const { db } = open();
      for (let i = 0; i < 200; i++)
        db.exec(`INSERT INTO operations (id, state, body) VALUES ('${i}', 'done', '${'x'.repeat(500)}')`);
      db.close();
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.fill(0x5a, 4096, bytes.length - 4096));
    },
  ],
])('%s is set aside, said, and a new store begun', (_, damage) => {
  damage();
  const { db, problems } = open();
  expect(problems).toMatchObject([{ code: 'store.damaged', severity: 'warning', where: { file } }]);
  expect(countRows(db)).toBe(0);
  db.close();
  expect(readdirSync(dir)).toContain('bezel.db.damaged');
  expect(open().problems).toEqual([]);
});

test('where nothing can be written the store lives in memory, and says so', () => {
  file = join(dir, 'absent', 'bezel.db');
  const { db, problems } = open();
  expect(problems).toMatchObject([{ code: 'store.not-kept', severity: 'error' }]);
  db.exec(addRow);
  expect(countRows(db)).toBe(1);
  db.close();
});
