import type { GuestStart, Problem } from '../../../contract/index.ts';
import type { Log } from '../../engine/log.ts';
import type { StartRecord } from './record.ts';
import type { StartStore } from './start-store.ts';

export interface HistoryOptions {
  log: Log;
  store: StartStore;
}

/** More than these are not kept while the store can't be written. */
const retainedUnwritten = 50;

/**
 * The guest's starts. Never throws: a store that can't be written or read stops no guest. What could not be written is known until the
 * backend ends, and written together with the next start that can be.
 */
export class StartHistory {
  readonly #options: HistoryOptions;
  #unwritten: StartRecord[] = [];
  #underWay: number | undefined;
  #last: StartRecord | undefined;
  #newest: StartRecord | undefined;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#last = this.#read((store) => store.lastStarted());
    this.#newest = this.#read((store) => {
      const [newest] = store.list(1);
      return newest === undefined ? undefined : store.get(newest.id);
    });
  }

  /** That starts could not be written. */
  get problems(): Problem[] {
    return this.#unwritten.length === 0 ? [] : [notKept];
  }

  /** The last start that succeeded. */
  get lastStarted(): StartRecord | undefined {
    return this.#last;
  }

  /** The last start, successful or not, that is over. */
  get newest(): StartRecord | undefined {
    return this.#underWay === undefined ? this.#newest : undefined;
  }

  /** The start that succeeded before the last that did. */
  startedBeforeLast(): StartRecord | undefined {
    const { id } = this.#last ?? { id: 0 };
    const unwritten = this.#unwritten.findLast((start) => start.outcome === 'started' && start.id < id);
    const written = this.#read((store) => store.lastStarted(id));
    return [unwritten, written].filter((start) => start !== undefined).sort((a, b) => b.id - a.id)[0];
  }

  /** Newest first, without one that is under way. */
  list(limit: number): GuestStart[] {
    const written = this.#read((store) => store.list(limit + 1)) ?? [];
    const byId = new Map(
      [...written, ...this.#unwritten.map(toGuestStart)].map((start) => [start.id, start]),
    );
    return [...byId.values()]
      .filter(({ id }) => id !== this.#underWay)
      .sort((a, b) => b.id - a.id)
      .slice(0, limit);
  }

  /** Writes that a start begins. Where the backend is killed during it, it remains as one that failed for that reason. */
  begin(start: Omit<StartRecord, 'id' | 'outcome' | 'problem'>): StartRecord {
    const id = 1 + Math.max(this.#newest?.id ?? 0, this.list(1)[0]?.id ?? 0);
    const record: StartRecord = { ...start, id, outcome: 'failed', problem: interrupted };
    this.#underWay = id;
    this.#write(record);
    return record;
  }

  /** Writes how a start ended. */
  end(record: StartRecord, outcome: GuestStart['outcome'], problem: Problem | undefined): StartRecord {
    const { problem: _, ...start } = record;
    const ended: StartRecord = { ...start, outcome, ...(problem === undefined ? {} : { problem }) };
    this.#underWay = undefined;
    if (outcome === 'started') this.#last = ended;
    this.#write(ended);
    return ended;
  }

  #write(record: StartRecord): void {
    this.#newest = record;
    const all = [...this.#unwritten.filter(({ id }) => id !== record.id), record];
    this.#unwritten = all.slice(-retainedUnwritten);
    try {
      for (const start of all) {
        this.#options.store.put(start);
        this.#unwritten = this.#unwritten.filter(({ id }) => id !== start.id);
      }
    } catch (error) {
      this.#options.log.error("The guest's start cannot be recorded", { error });
    }
  }

  #read<T>(fn: (store: StartStore) => T): T | undefined {
    try {
      return fn(this.#options.store);
    } catch (error) {
      this.#options.log.error("The guest's earlier starts cannot be read", { error });
      return undefined;
    }
  }
}

/** Whether nobody saw what came of the start: the backend ended during it, or libvirt did not say. */
export const isUnclear = ({ outcome, problem }: GuestStart): boolean =>
  outcome === 'failed' && problem !== undefined && unclear.has(problem.code);

const interrupted: Problem = {
  code: 'guest.start-interrupted',
  severity: 'error',
  message: 'The backend ended while the guest was being started',
};

const unclear = new Set([interrupted.code, 'libvirt.unreachable', 'libvirt.timeout', 'guest.start-timeout']);

const notKept: Problem = {
  code: 'guest.starts-not-kept',
  severity: 'error',
  message: "The guest's starts cannot be recorded: they are forgotten when the backend ends",
  hint: 'Look for a full or read-only file system',
};

/** What is told of a start to everybody. */
export function toGuestStart({ id, at, origin, outcome, changes, problem }: StartRecord): GuestStart {
  return { id, at, origin, outcome, changes, ...(problem === undefined ? {} : { problem }) };
}
