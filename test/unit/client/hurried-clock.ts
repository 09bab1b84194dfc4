import type { Clock } from '../../../src/client/clock.ts';

/** A clock on which whatever is set for later comes next: for waits that end by themselves. It begins at 0. */
export class HurriedClock implements Clock {
  #nowMs = 0;

  now = () => new Date(this.#nowMs);

  after = (ms: number, fn: () => void) => {
    this.#nowMs += ms;
    queueMicrotask(fn);
    return () => {};
  };
}
