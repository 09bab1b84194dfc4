import type { Database } from '../../engine/store.ts';

/** That the guest may be frozen by us, in the store: whoever is killed in between leaves it to the next backend. It counts in this boot only. */
export class FreezeNote {
  readonly #db: Database;
  readonly #bootId: string;

  constructor(db: Database, bootId: string) {
    this.#db = db;
    this.#bootId = bootId;
    db.prepare('DELETE FROM guest_freezes WHERE boot_id <> ?').run(bootId);
  }

  get isSet(): boolean {
    return this.#db.prepare('SELECT 1 FROM guest_freezes WHERE boot_id = ?').get(this.#bootId) !== undefined;
  }

  set(): void {
    this.#db.prepare('INSERT OR IGNORE INTO guest_freezes (boot_id) VALUES (?)').run(this.#bootId);
  }

  clear(): void {
    this.#db.prepare('DELETE FROM guest_freezes WHERE boot_id = ?').run(this.#bootId);
  }
}
