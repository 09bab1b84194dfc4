import type { Media } from '../../contract/index.ts';
import type { Clock } from '../engine/clock.ts';
import type { Log } from '../engine/log.ts';

export interface NewsOptions<Row> {
  clock: Clock;
  log: Log;
  /** What has happened between two tables, in one line. */
  plan(before: readonly Row[], after: readonly Row[], isUp: boolean): string | undefined;
}

/** The last thing that has happened, for people. What was there when the backend began is no news. */
export class News<Row> {
  readonly #options: NewsOptions<Row>;
  #told: readonly Row[] | undefined;
  /** Absent until something has happened. */
  last: Media['news'];

  constructor(options: NewsOptions<Row>) {
    this.#options = options;
  }

  /** To be called whenever the rows may be others, and both the box and the guest are known. */
  tell(rows: readonly Row[], isUp: boolean): void {
    const { clock, log, plan } = this.#options;
    const message = this.#told === undefined ? undefined : plan(this.#told, rows, isUp);
    this.#told = rows;
    if (message === undefined) return;
    this.last = { at: clock.now().toISOString(), message };
    log.info(message);
  }
}
