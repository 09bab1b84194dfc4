import { type LogEntry, type LogQuery, routes } from '../../contract/index.ts';
import type { Bus } from '../engine/bus.ts';
import type { Clock } from '../engine/clock.ts';
import { type Coalesced, coalesce } from '../engine/coalesce.ts';
import type { Slice } from '../engine/slice.ts';
import type { Topics } from '../engine/topics.ts';

const tellEveryMs = 1000;

export interface LogSliceOptions {
  bus: Bus<Topics>;
  clock: Clock;
  /** Entries oldest first; throws an `OperatorError` when the journal can't be read. */
  list(query: {
    limit: number;
    after?: string | undefined;
    before?: string | undefined;
  }): Promise<LogEntry[]>;
}

/** Reading the journal, and telling that it has grown. */
export class LogSlice implements Slice<'log.list'> {
  readonly #options: LogSliceOptions;
  readonly #telling: Coalesced;

  constructor(options: LogSliceOptions) {
    this.#options = options;
    this.#telling = coalesce(options.clock, tellEveryMs, () => options.bus.publish('log', {}));
  }

  readonly handlers = {
    'log.list': async ({ query }: { query: LogQuery }) => ({
      entries: await this.#options.list(routes['log.list'].query.parse(query)),
    }),
  };

  async start(): Promise<void> {}

  async stop(): Promise<void> {
    this.#telling.cancel();
  }

  /** A line was logged. */
  recorded(): void {
    this.#telling.trigger();
  }
}
