import type { LedgerEntry, Problem } from '../../../contract/index.ts';
import type { Log } from '../../engine/log.ts';
import { type PowerState, parsePowerState } from './power-state.ts';
import type { LedgerRecord, PowerStore } from './power-store.ts';

export interface LedgerOptions {
  log: Log;
  store: PowerStore;
}

/** More than these are not kept while the store can't be written. */
const retainedUnwritten = 50;
/** The newest entry is the first of these that can be read. */
const looked = 20;

/**
 * The ledger, and the state of following. Never throws: a store that can't be written or read stops no following. What could not be written is
 * known until the backend ends, and written with what comes next.
 */
export class Ledger {
  readonly #options: LedgerOptions;
  #unwritten: LedgerRecord[] = [];
  #isWritten = true;
  #lastId: number;
  #last: LedgerRecord | undefined;
  #state: PowerState;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#lastId = this.#read((store) => store.lastId()) ?? 0;
    this.#last = this.#read((store) => store.list(looked)[0]);
    this.#state = parsePowerState(this.#read((store) => store.readState()));
  }

  get problems(): Problem[] {
    return this.#isWritten ? [] : [notKept];
  }

  get state(): PowerState {
    return this.#state;
  }

  /** The newest entry. */
  get last(): LedgerRecord | undefined {
    return this.#last;
  }

  /** Newest first. */
  list(limit: number, before?: number): LedgerEntry[] {
    const written = this.#read((store) => store.list(limit, before)) ?? [];
    const byId = new Map([...written, ...this.#unwritten].map((record) => [record.id, record]));
    return [...byId.values()]
      .filter(({ id }) => before === undefined || id < before)
      .sort((a, b) => b.id - a.id)
      .slice(0, limit)
      .map(toEntry);
  }

  /** Enters a stop, and what becomes of the state with it. */
  enter(record: Omit<LedgerRecord, 'id'>, state: Partial<PowerState> = {}): LedgerRecord {
    this.#lastId++;
    const entered = { ...record, id: this.#lastId };
    this.#last = entered;
    this.#write([entered], state);
    return entered;
  }

  /** Writes more of an entry; nothing where it can't be read any more. */
  amend(
    id: number,
    change: Partial<LedgerRecord>,
    state: Partial<PowerState> = {},
  ): LedgerRecord | undefined {
    const record = this.#last?.id === id ? this.#last : this.#get(id);
    if (record === undefined) return undefined;
    const amended = { ...record, ...change };
    if (this.#last?.id === id) this.#last = amended;
    this.#write([amended], state);
    return amended;
  }

  change(state: Partial<PowerState>): void {
    this.#write([], state);
  }

  #get(id: number): LedgerRecord | undefined {
    return this.#unwritten.find((record) => record.id === id) ?? this.#read((store) => store.get(id));
  }

  #write(records: readonly LedgerRecord[], change: Partial<PowerState>): void {
    this.#state = { ...this.#state, ...change };
    const ids = new Set(records.map(({ id }) => id));
    const all = [...this.#unwritten.filter(({ id }) => !ids.has(id)), ...records];
    try {
      this.#options.store.write(all, this.#state);
      this.#unwritten = [];
      this.#isWritten = true;
    } catch (error) {
      this.#unwritten = all.slice(-retainedUnwritten);
      this.#isWritten = false;
      this.#options.log.error('The ledger cannot be written', { error });
    }
  }

  #read<T>(fn: (store: PowerStore) => T): T | undefined {
    try {
      return fn(this.#options.store);
    } catch (error) {
      this.#options.log.error('The ledger cannot be read', { error });
      return undefined;
    }
  }
}

/** What is told of a stop to everybody. */
export function toEntry({
  bootId: _,
  run: __,
  stop: ___,
  endsAt: ____,
  ...entry
}: LedgerRecord): LedgerEntry {
  return entry;
}

const notKept: Problem = {
  code: 'power.ledger-not-kept',
  severity: 'error',
  message: 'The ledger cannot be written: what was decided is forgotten when the backend ends',
  hint: 'Look for a full or read-only file system',
};
