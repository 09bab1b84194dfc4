import { TURN_BUDGET } from '../limits.ts';

/** Counts work, so that what a server sends can't keep the event loop from everything else. */
export class Budget {
  #left = TURN_BUDGET;

  /** True when it is somebody else's turn: stop, and go on with a budget as at the beginning. */
  spend(cost: number): boolean {
    this.#left -= cost;
    if (this.#left > 0) return false;
    this.#left = TURN_BUDGET;
    return true;
  }
}
