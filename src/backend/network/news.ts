import type { Network } from '../../contract/index.ts';
import type { Clock } from '../engine/clock.ts';
import { type Coalesced, coalesce } from '../engine/coalesce.ts';
import type { Log } from '../engine/log.ts';
import { type OneMore, oneMore } from '../engine/one-more.ts';

/** A pulled cable changes the inventory, the guest and the problems within moments. */
const tellEveryMs = 100;

export interface NewsOptions {
  clock: Clock;
  log: Log;
  /** The network without its counters. */
  read(): Promise<Network>;
  tell(network: Network): void;
}

/** Tells of the network when it is another one than what was told last, however often it is asked to look. */
export class NetworkNews {
  readonly #options: NewsOptions;
  readonly #reading: OneMore;
  readonly #trigger: Coalesced;
  #told: Network | undefined;
  #stopped = false;

  constructor(options: NewsOptions) {
    this.#options = options;
    this.#reading = oneMore(() => this.#read());
    this.#trigger = coalesce(options.clock, tellEveryMs, () => this.#reading.trigger());
  }

  /** What was told last; undefined until the network was read once. */
  get current(): Network | undefined {
    return this.#told;
  }

  async start(): Promise<void> {
    this.changed();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#trigger.cancel();
    await this.#reading.settled();
  }

  /** Something that the network is made of may be another. */
  changed(): void {
    if (!this.#stopped) this.#trigger.trigger();
  }

  async #read(): Promise<void> {
    const { log, read, tell } = this.#options;
    try {
      const now = await read();
      if (this.#stopped || JSON.stringify(now) === JSON.stringify(this.#told)) return;
      this.#told = now;
      tell(now);
    } catch (error) {
      log.error('The network cannot be told of', { error });
    }
  }
}
