import type { Problem } from '../../../contract/index.ts';
import type { Clock } from '../../engine/clock.ts';
import type { Log } from '../../engine/log.ts';

/** How long is told that a change was taken back. */
const tellForMs = 15 * 60_000;

/** Tells for a while that a change was taken back without anybody's wish. */
export class TakenBack {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onChange: () => void;
  #problem: Problem | undefined;
  #cancel = (): void => {};

  constructor(clock: Clock, log: Log, onChange: () => void) {
    this.#clock = clock;
    this.#log = log;
    this.#onChange = onChange;
  }

  get problems(): Problem[] {
    return this.#problem === undefined ? [] : [this.#problem];
  }

  tell(change: string, why: string): void {
    this.#problem = {
      code: 'network.taken-back',
      severity: 'warning',
      message: `A change of the network was taken back, since ${why}: ${change}`,
      hint: 'Set it again, and confirm it: bezel network confirm',
    };
    this.#log.warn(this.#problem.message, { code: this.#problem.code });
    this.#cancel();
    this.#cancel = this.#clock.after(tellForMs, () => {
      this.#problem = undefined;
      this.#onChange();
    });
  }

  forget(): void {
    this.#cancel();
    this.#problem = undefined;
  }
}
