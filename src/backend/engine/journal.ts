import { type Operation, operation } from '../../contract/index.ts';
import type { Database, Statement } from './store.ts';

/** How many operations are kept; older ones are dropped as new ones come. */
const retained = 1000;

/** The operations in the store. Writing throws what SQLite throws (a full disk, for example). */
export class Journal {
  readonly #insert: Statement;
  readonly #update: Statement;
  readonly #trim: Statement;
  readonly #byId: Statement;
  readonly #newest: Statement;
  readonly #unfinished: Statement;

  constructor(db: Database) {
    this.#insert = db.prepare('INSERT INTO operations (id, state, body) VALUES (?, ?, ?)');
    this.#update = db.prepare('UPDATE operations SET state = ?, body = ? WHERE id = ?');
    this.#trim = db.prepare('DELETE FROM operations WHERE seq <= (SELECT max(seq) FROM operations) - ?');
    this.#byId = db.prepare('SELECT body FROM operations WHERE id = ?');
    this.#newest = db.prepare('SELECT body FROM operations ORDER BY seq DESC LIMIT ?');
    this.#unfinished = db.prepare(
      "SELECT body FROM operations WHERE state IN ('queued', 'running') ORDER BY seq",
    );
  }

  add(o: Operation): void {
    this.#insert.run(o.id, o.state, JSON.stringify(o));
    this.#trim.run(retained);
  }

  update(o: Operation): void {
    this.#update.run(o.state, JSON.stringify(o), o.id);
  }

  get(id: string): Operation | undefined {
    return parseRow(this.#byId.get(id));
  }

  /** Newest first. */
  list(limit: number): Operation[] {
    return parseRows(this.#newest.all(limit));
  }

  /** Oldest first. */
  unfinished(): Operation[] {
    return parseRows(this.#unfinished.all());
  }
}

/** A row that can't be read is left out: it must not hide the others. */
const parseRows = (rows: unknown[]): Operation[] => rows.map(parseRow).filter((o) => o !== undefined);

function parseRow(row: unknown): Operation | undefined {
  try {
    const body = (row as { body?: unknown } | undefined)?.body;
    return typeof body === 'string' ? operation.parse(JSON.parse(body)) : undefined;
  } catch {
    return undefined;
  }
}
