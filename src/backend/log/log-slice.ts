import { type LogEntry, type LogLevel, routes } from '../../contract/index.ts';
import type { Bus } from '../engine/bus.ts';
import type { Clock } from '../engine/clock.ts';
import { type Coalesced, coalesce } from '../engine/coalesce.ts';
import { OperatorError } from '../engine/operator-error.ts';
import type { Slice } from '../engine/slice.ts';
import type { Topics } from '../engine/topics.ts';

const tellEveryMs = 1000;

export interface LogSliceOptions {
  bus: Bus<Topics>;
  clock: Clock;
  logs: { levels(): Record<string, LogLevel>; setLevel(level: LogLevel, part?: string): void };
  /** Entries oldest first; throws an `OperatorError` when the journal can't be read. */
  list(query: {
    limit: number;
    after?: string | undefined;
    before?: string | undefined;
  }): Promise<LogEntry[]>;
}

type LogRoutes = 'log.list' | 'log.levels' | 'log.set-level';

/** Reading the journal, telling that it has grown, and how much of it is written. */
export class LogSlice implements Slice<LogRoutes> {
  readonly #options: LogSliceOptions;
  readonly #telling: Coalesced;

  constructor(options: LogSliceOptions) {
    this.#options = options;
    this.#telling = coalesce(options.clock, tellEveryMs, () => options.bus.publish('log', {}));
  }

  readonly handlers: Slice<LogRoutes>['handlers'] = {
    'log.list': async ({ query }) => ({
      entries: await this.#options.list(routes['log.list'].query.parse(query)),
    }),
    'log.levels': () => ({ levels: this.#options.logs.levels() }),
    'log.set-level': ({ body }) => this.#setLevel(body.level, body.part),
  };

  async start(): Promise<void> {}

  async stop(): Promise<void> {
    this.#telling.cancel();
  }

  /** A line was logged. */
  recorded(): void {
    this.#telling.trigger();
  }

  #setLevel(level: LogLevel, part: string | undefined): { levels: Record<string, LogLevel> } {
    const { logs } = this.#options;
    const known = Object.keys(logs.levels()).sort();
    if (part !== undefined && !known.includes(part)) {
      throw new OperatorError('log.unknown-part', 'The backend has no part of this name', {
        status: 404,
        hint: `There are: ${known.join(', ')}`,
      });
    }
    logs.setLevel(level, part);
    return { levels: logs.levels() };
  }
}
