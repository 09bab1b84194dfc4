import type { Clock } from '../../../src/client/clock.ts';

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #nowMs = Date.parse('2026-03-01T08:00:00.000Z');
  readonly #timers = new Set<{ atMs: number; fn: () => void }>();

  now = () => new Date(this.#nowMs);

  after = (ms: number, fn: () => void) => {
    const timer = { atMs: this.#nowMs + ms, fn };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  /** Milliseconds until each timer that is set, the nearest first. */
  get pending(): number[] {
    return [...this.#timers].map(({ atMs }) => atMs - this.#nowMs).sort((a, b) => a - b);
  }

  advance(ms: number): void {
    this.#nowMs += ms;
    const due = [...this.#timers].filter(({ atMs }) => atMs <= this.#nowMs).sort((a, b) => a.atMs - b.atMs);
    for (const timer of due) {
      if (this.#timers.delete(timer)) timer.fn();
    }
  }
}
