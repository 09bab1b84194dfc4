/**
 * The store's schema, one step per entry; `PRAGMA user_version` says how many have been taken. A step that has been released never changes:
 * a new one is added after it.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE operations (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     state TEXT NOT NULL,
     body TEXT NOT NULL
   ) STRICT;
   CREATE INDEX operations_state ON operations (state);
   CREATE TABLE access_failures (
     scope TEXT PRIMARY KEY,
     failures INTEGER NOT NULL,
     next_attempt_ms INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE guest_starts (
     id INTEGER PRIMARY KEY,
     at TEXT NOT NULL,
     boot_id TEXT NOT NULL,
     origin TEXT NOT NULL,
     outcome TEXT NOT NULL,
     changes TEXT NOT NULL,
     problem TEXT,
     xml TEXT NOT NULL,
     spec TEXT,
     identity TEXT,
     policy TEXT
   ) STRICT;`,
  `CREATE TABLE guest_notes (
     key TEXT PRIMARY KEY,
     body TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE power_ledger (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     body TEXT NOT NULL
   ) STRICT;
   CREATE TABLE power_state (
     key TEXT PRIMARY KEY,
     body TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE media_decisions (
     boot_id TEXT NOT NULL,
     alias TEXT NOT NULL,
     decision TEXT NOT NULL,
     PRIMARY KEY (boot_id, alias)
   ) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE guest_freezes (
     boot_id TEXT PRIMARY KEY
   ) STRICT, WITHOUT ROWID;`,
];
