import type { Clock } from './clock.ts';

const DEFAULT_MS = [100, 200, 500, 1_000, 2_000, 5_000];

/** Pauses that grow while things fail, and start over after a success that lasted longer than the longest pause. */
export class Backoff {
  readonly #clock: Clock;
  readonly #pausesMs: readonly number[];
  #failures = 0;
  #succeededAt: number | undefined;

  constructor(clock: Clock, pausesMs: readonly number[] = DEFAULT_MS) {
    this.#clock = clock;
    this.#pausesMs = pausesMs.length === 0 ? DEFAULT_MS : pausesMs;
  }

  succeeded(): void {
    this.#succeededAt = this.#clock.now();
  }

  /** Counts a failure; how many there are in a row, and how long pause() will take. */
  failed(): { attempt: number; nextInMs: number } {
    const longestMs = Math.max(...this.#pausesMs);
    if (this.#succeededAt !== undefined && this.#clock.now() - this.#succeededAt > longestMs)
      this.#failures = 0;
    this.#succeededAt = undefined;
    this.#failures += 1;
    return { attempt: this.#failures, nextInMs: this.#nextInMs() };
  }

  /** Waits; returns at once when the signal fires. */
  pause(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (signal.aborted) resolve();
    const cancel = this.#clock.after(this.#nextInMs(), resolve);
    const onAbort = () => {
      cancel();
      resolve();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    return promise.finally(() => signal.removeEventListener('abort', onAbort));
  }

  #nextInMs(): number {
    return this.#pausesMs[Math.min(this.#failures, this.#pausesMs.length) - 1] ?? 0;
  }
}
