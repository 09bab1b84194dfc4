import * as z from 'zod';
import { change, type GuestStart, problem, startOrigin } from '../../../contract/index.ts';
import type { Database, Statement } from '../../engine/store.ts';
import type { StartRecord } from './record.ts';

/** How many starts are kept, and how many bytes of XML, specs and policies with them; older ones are dropped as new ones come. */
const retained = 50;
const retainedBytes = 8 * 1024 * 1024;

const summary = 'id, at, origin, outcome, changes, problem';

/** The guest's starts in the store. Everything throws what SQLite throws (a full disk, for example). */
export class StartStore {
  readonly #put: Statement;
  readonly #trim: Statement;
  readonly #newest: Statement;
  readonly #started: Statement;
  readonly #one: Statement;

  constructor(db: Database) {
    this.#put = db.prepare(
      'INSERT OR REPLACE INTO guest_starts (id, at, boot_id, origin, outcome, changes, problem, xml, spec, identity, policy) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    // The newest one stays, and so do the last two that succeeded: what is compared is of them.
    this.#trim = db.prepare(`DELETE FROM guest_starts WHERE id IN (
       SELECT id FROM (
         SELECT id, row_number() OVER newest AS place,
           sum(octet_length(xml) + ifnull(octet_length(spec), 0) + ifnull(octet_length(identity), 0) + ifnull(octet_length(policy), 0)) OVER newest AS bytes
         FROM guest_starts WINDOW newest AS (ORDER BY id DESC)
       ) WHERE place > ${retained} OR (place > 1 AND bytes > ${retainedBytes})
     ) AND id NOT IN (SELECT id FROM guest_starts WHERE outcome = 'started' ORDER BY id DESC LIMIT 2)`);
    this.#newest = db.prepare(`SELECT ${summary} FROM guest_starts ORDER BY id DESC LIMIT ?`);
    this.#started = db.prepare(
      "SELECT * FROM guest_starts WHERE outcome = 'started' AND id < ? ORDER BY id DESC LIMIT 1",
    );
    this.#one = db.prepare('SELECT * FROM guest_starts WHERE id = ?');
  }

  /** Writes a start, or writes it anew. */
  put(start: StartRecord): void {
    const { id, at, bootId, origin, outcome, changes, problem, xml, spec, identity, policyText } = start;
    this.#put.run(
      ...[id, at, bootId, origin, outcome, JSON.stringify(changes)],
      problem === undefined ? null : JSON.stringify(problem),
      ...[xml, spec ?? null, identity ?? null, policyText ?? null],
    );
    this.#trim.run();
  }

  /** Newest first. */
  list(limit: number): GuestStart[] {
    return this.#newest.all(limit).flatMap((row) => parseStart(row) ?? []);
  }

  get(id: number): StartRecord | undefined {
    return parseRecord(this.#one.get(id));
  }

  /** The last one that succeeded, of those with a lower id. */
  lastStarted(before: number = Number.MAX_SAFE_INTEGER): StartRecord | undefined {
    return parseRecord(this.#started.get(before));
  }
}

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('no JSON');
    return z.NEVER;
  }
});
const optional = z
  .string()
  .nullable()
  .transform((text) => text ?? undefined);
const startRow = z.object({
  id: z.int().positive(),
  at: z.iso.datetime(),
  origin: startOrigin,
  outcome: z.enum(['started', 'failed']),
  changes: json.pipe(z.array(change)),
  problem: json.pipe(problem).nullable(),
});
const recordRow = startRow.extend({
  boot_id: z.string(),
  xml: z.string(),
  spec: optional,
  identity: optional,
  policy: optional,
});

/** A row that can't be read is left out: it must not hide the others. */
function parseStart(row: unknown): GuestStart | undefined {
  const parsed = startRow.safeParse(row);
  if (!parsed.success) return undefined;
  const { problem, ...start } = parsed.data;
  return { ...start, ...(problem === null ? {} : { problem }) };
}

function parseRecord(row: unknown): StartRecord | undefined {
  const parsed = recordRow.safeParse(row);
  if (!parsed.success) return undefined;
  const { problem, boot_id: bootId, policy: policyText, ...start } = parsed.data;
  return { ...start, ...(problem === null ? {} : { problem }), bootId, policyText };
}
