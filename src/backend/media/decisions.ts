import type { Database, Statement } from '../engine/store.ts';
import type { Decision } from './model.ts';

const known: readonly Decision[] = ['given', 'taken', 'lent', 'borrowed'];

/**
 * What technicians have said of disks, by the alias of what is plugged in. It outlives the backend, and counts in this boot only: in another the
 * kernel's numbers are given anew.
 */
export class Decisions {
  readonly #bootId: string;
  readonly #all: Map<string, Decision>;
  readonly #set: Statement;
  readonly #remove: Statement;

  /** `kinds` is what the aliases begin with: others are not looked at. */
  constructor(db: Database, bootId: string, kinds: readonly string[] = ['ua-medium-', 'ua-usb-']) {
    this.#bootId = bootId;
    db.prepare('DELETE FROM media_decisions WHERE boot_id <> ?').run(bootId);
    this.#all = new Map(
      db
        .prepare('SELECT alias, decision FROM media_decisions')
        .all()
        .filter(({ alias }) => kinds.some((kind) => String(alias).startsWith(kind)))
        .map(({ alias, decision }) => [String(alias), known.find((each) => each === decision) ?? 'taken']),
    );
    this.#set = db.prepare(
      'INSERT INTO media_decisions (boot_id, alias, decision) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET decision = excluded.decision',
    );
    this.#remove = db.prepare('DELETE FROM media_decisions WHERE boot_id = ? AND alias = ?');
  }

  of(alias: string): Decision | undefined {
    return this.#all.get(alias);
  }

  set(alias: string, decision: Decision): void {
    this.#set.run(this.#bootId, alias, decision);
    this.#all.set(alias, decision);
  }

  remove(alias: string): void {
    this.#remove.run(this.#bootId, alias);
    this.#all.delete(alias);
  }

  /** What the host was about to mount, or had for an operation. */
  get loans(): { alias: string; as: 'lent' | 'borrowed' }[] {
    return [...this.#all].flatMap(([alias, as]) => (as === 'lent' || as === 'borrowed' ? { alias, as } : []));
  }

  /** Forgets what is not plugged in any more. */
  keep(aliases: ReadonlySet<string>): void {
    for (const alias of [...this.#all.keys()].filter((each) => !aliases.has(each))) this.remove(alias);
  }
}
