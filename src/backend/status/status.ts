import type { Status } from '../../contract/index.ts';
import type { Clock } from '../engine/clock.ts';
import { type Coalesced, coalesce } from '../engine/coalesce.ts';
import type { Slice } from '../engine/slice.ts';
import { toBox } from './to-box.ts';
import { type StatusParts, toStatus } from './to-status.ts';

/** The status is told at most this often, however much happens. */
const tellEveryMs = 200;

export interface StatusOptions {
  clock: Clock;
  /** What is known now; cheap and without I/O. */
  readParts(): StatusParts;
  onChange(status: Status): void;
}

/** The box in one glance, put together from what the other parts know. */
export class StatusSlice implements Slice<'status.get' | 'box.get'> {
  readonly #options: StatusOptions;
  readonly #telling: Coalesced;

  constructor(options: StatusOptions) {
    this.#options = options;
    this.#telling = coalesce(options.clock, tellEveryMs, () => options.onChange(this.get()));
  }

  readonly handlers: Slice<'status.get' | 'box.get'>['handlers'] = {
    'status.get': () => this.get(),
    'box.get': () => toBox(this.#options.readParts()),
  };

  async start(): Promise<void> {}

  async stop(): Promise<void> {
    this.#telling.cancel();
  }

  get(): Status {
    return toStatus(this.#options.readParts());
  }

  /** Something that the status shows has changed. */
  changed(): void {
    this.#telling.trigger();
  }
}
