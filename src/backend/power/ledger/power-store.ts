import * as z from 'zod';
import { ledgerEntry } from '../../../contract/index.ts';
import type { Database, Statement } from '../../engine/store.ts';

/** How many stops are kept; older ones are dropped as new ones come. */
const retained = 1000;

/** A stop with what only the backend needs to know of it. */
export const ledgerRecord = ledgerEntry.extend({
  bootId: z.string(),
  /** QEMU's time of the RESUME that began the run, where it was seen. */
  run: z.string().optional(),
  /** Names the stop within its run. */
  stop: z.string().optional(),
  /** When the delay is over. */
  endsAt: z.iso.datetime().optional(),
});
export type LedgerRecord = z.infer<typeof ledgerRecord>;

/** The ledger and the state of following in the store. Everything throws what SQLite throws (a full disk, for example). */
export class PowerStore {
  readonly #db: Database;
  readonly #put: Statement;
  readonly #trim: Statement;
  readonly #page: Statement;
  readonly #lastId: Statement;
  readonly #putState: Statement;
  readonly #state: Statement;

  constructor(db: Database) {
    this.#db = db;
    this.#put = db.prepare(
      'INSERT INTO power_ledger (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body',
    );
    this.#trim = db.prepare('DELETE FROM power_ledger WHERE id <= (SELECT max(id) FROM power_ledger) - ?');
    this.#page = db.prepare('SELECT body FROM power_ledger WHERE id < ? ORDER BY id DESC LIMIT ?');
    // Also of those that were dropped: an id is never used again.
    this.#lastId = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'power_ledger'");
    this.#putState = db.prepare('INSERT OR REPLACE INTO power_state (key, body) VALUES (?, ?)');
    this.#state = db.prepare('SELECT body FROM power_state WHERE key = ?');
  }

  /** All or nothing. */
  write(records: readonly LedgerRecord[], state: unknown): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      for (const record of records) this.#put.run(record.id, JSON.stringify(record));
      if (records.length > 0) this.#trim.run(retained);
      this.#putState.run('state', JSON.stringify(state));
      this.#db.exec('COMMIT');
    } catch (error) {
      // SQLite may have rolled back already.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  /** Newest first; a row that can't be read is left out. */
  list(limit: number, before: number = Number.MAX_SAFE_INTEGER): LedgerRecord[] {
    return this.#page.all(before, limit).flatMap((row) => parseRecord(row) ?? []);
  }

  get(id: number): LedgerRecord | undefined {
    return this.list(1, id + 1).find((record) => record.id === id);
  }

  lastId(): number {
    return Number(this.#lastId.get()?.seq ?? 0);
  }

  readState(): unknown {
    const body = this.#state.get('state')?.body;
    return typeof body === 'string' ? JSON.parse(body) : undefined;
  }
}

function parseRecord(row: unknown): LedgerRecord | undefined {
  try {
    const { body } = row as { body: string };
    return ledgerRecord.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}
