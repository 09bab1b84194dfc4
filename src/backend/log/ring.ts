import type { LogEntry } from '../../contract/index.ts';
import type { LogRecord } from '../engine/logger.ts';

/** The last lines of this process, for machines without journald. */
export class LogRing {
  readonly #size: number;
  readonly #entries: LogEntry[] = [];
  #next = 1;

  constructor(size: number) {
    this.#size = size;
  }

  add({ time, level, part, message }: LogRecord): void {
    this.#entries.push({ cursor: String(this.#next++), time: time.toISOString(), level, part, message });
    if (this.#entries.length > this.#size) this.#entries.shift();
  }

  /** Oldest first: those after `after`, else the last ones before `before`, else the last ones. */
  list({
    limit,
    after,
    before,
  }: {
    limit: number;
    after?: string | undefined;
    before?: string | undefined;
  }): LogEntry[] {
    if (after !== undefined) {
      return this.#entries.filter(({ cursor }) => Number(cursor) > Number(after)).slice(0, limit);
    }
    const last =
      before === undefined
        ? this.#entries
        : this.#entries.filter(({ cursor }) => Number(cursor) < Number(before));
    return last.slice(-limit);
  }
}
