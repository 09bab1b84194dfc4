import type { Database, Statement } from '../engine/store.ts';
import type { Failures } from './delay.ts';

/** The failed attempts in the store, so that ending the backend takes no delay away. Writing throws what SQLite throws. */
export class FailureStore {
  readonly #read: Statement;
  readonly #write: Statement;
  readonly #clear: Statement;

  constructor(db: Database) {
    this.#read = db.prepare('SELECT failures, next_attempt_ms FROM access_failures WHERE scope = ?');
    this.#write = db.prepare(
      'INSERT OR REPLACE INTO access_failures (scope, failures, next_attempt_ms) VALUES (?, ?, ?)',
    );
    this.#clear = db.prepare('DELETE FROM access_failures WHERE scope = ?');
  }

  read(scope: string): Failures {
    const row = this.#read.get(scope);
    return row === undefined
      ? { failures: 0, nextAttemptMs: 0 }
      : { failures: Number(row.failures), nextAttemptMs: Number(row.next_attempt_ms) };
  }

  write(scope: string, { failures, nextAttemptMs }: Failures): void {
    this.#write.run(scope, failures, nextAttemptMs);
  }

  clear(scope: string): void {
    this.#clear.run(scope);
  }
}
