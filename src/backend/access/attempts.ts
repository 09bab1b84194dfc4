import type { Clock } from '../engine/clock.ts';
import type { Log } from '../engine/log.ts';
import { type Failures, plusOne, toWaitMs } from './delay.ts';
import type { FailureStore } from './failure-store.ts';

export interface AttemptsOptions {
  clock: Clock;
  log: Log;
  store: Pick<FailureStore, 'read' | 'write' | 'clear'>;
}

const allSeats = '*';
const noFailures: Failures = { failures: 0, nextAttemptMs: 0 };

/** The wrong PINs of each seat and of all together, and how long they make the next attempt wait. */
export class Attempts {
  readonly #options: AttemptsOptions;
  /** What could not be written to the store counts nevertheless. */
  readonly #known = new Map<string, Failures>();

  constructor(options: AttemptsOptions) {
    this.#options = options;
  }

  /** Wrong PINs of this seat in a row. */
  failures(seat: string): number {
    return this.#read(seat).failures;
  }

  /** Milliseconds until the next attempt of this seat is accepted. */
  waitMs(seat: string): number {
    const now = this.#now();
    return Math.max(toWaitMs(this.#read(seat), 'seat', now), toWaitMs(this.#read(allSeats), 'all', now));
  }

  wrong(seat: string): void {
    const now = this.#now();
    this.#write(seat, plusOne(this.#read(seat), 'seat', now));
    this.#write(allSeats, plusOne(this.#read(allSeats), 'all', now));
  }

  right(seat: string): void {
    this.#write(seat, noFailures);
    this.#write(allSeats, noFailures);
  }

  #read(scope: string): Failures {
    const known = this.#known.get(scope) ?? this.#options.store.read(scope);
    this.#known.set(scope, known);
    return known;
  }

  #write(scope: string, failures: Failures): void {
    this.#known.set(scope, failures);
    try {
      if (failures.failures === 0) this.#options.store.clear(scope);
      else this.#options.store.write(scope, failures);
    } catch (error) {
      this.#options.log.error('Failed attempts cannot be kept in the store', { error });
    }
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }
}
