import type { Problem } from '../../contract/index.ts';
import type { Clock } from '../engine/clock.ts';
import type { Log } from '../engine/log.ts';
import type { NicPlan, WantedLink } from './model.ts';
import { planPause, toRecent } from './plan-pause.ts';
import { toName, toWords } from './to-words.ts';

/** How long a correction is told of. */
const tellForMs = 15 * 60_000;

export interface CorrectionsOptions {
  clock: Clock;
  log: Log;
  /** What is told has changed. */
  onChange(): void;
  /** A NIC that was left alone may be set up again. */
  onPauseOver(): void;
}

/**
 * Tells a set-up from a correction: what was as wanted and is not any more was changed by somebody else. Remembers how often each NIC was set
 * up, so that no fight with another program keeps the box busy.
 */
export class Corrections {
  readonly #options: CorrectionsOptions;
  readonly #times = new Map<string, number[]>();
  /** The NICs that were as wanted when they were looked at last; see `toSign`. */
  #settled: ReadonlyMap<string, string> = new Map();
  readonly #told = new Map<string, { problem: Problem; cancel(): void }>();
  #cancelPause: (() => void) | undefined;

  constructor(options: CorrectionsOptions) {
    this.#options = options;
  }

  get problems(): Problem[] {
    return [...this.#told.values()].map(({ problem }) => problem);
  }

  /** Whether the NIC is to be left as it is for now; asks to be called again when that is over. */
  isPaused = ({ nic }: NicPlan): boolean => {
    const pause = planPause(this.#times.get(nic) ?? [], this.#nowMs());
    if (pause === 0) return false;
    this.#cancelPause ??= this.#options.clock.after(pause, () => {
      this.#cancelPause = undefined;
      this.#options.onPauseOver();
    });
    return true;
  };

  /** Takes down what was done, and which of the NICs that were looked at are as wanted now. */
  note(looked: readonly WantedLink[], done: readonly NicPlan[], settled: ReadonlyMap<string, number>): void {
    const before = this.#settled;
    const wanted = new Map(looked.map((each) => [each.nic, each]));
    const sign = (nic: string, index: number): string => toSign(index, wanted.get(nic));
    this.#settled = new Map([...settled].map(([nic, index]) => [nic, sign(nic, index)]));
    for (const plan of done) {
      const times = toRecent([...(this.#times.get(plan.nic) ?? []), this.#nowMs()], this.#nowMs());
      this.#times.set(plan.nic, times);
      if (before.get(plan.nic) === sign(plan.nic, plan.index)) this.#tell(plan, times);
    }
  }

  stop(): void {
    this.#cancelPause?.();
    for (const { cancel } of this.#told.values()) cancel();
    this.#told.clear();
  }

  #tell({ nic, steps }: NicPlan, times: readonly number[]): void {
    const { clock, log, onChange } = this.#options;
    const pauseMs = planPause(times, this.#nowMs());
    const what = steps.map(toWords).join(', ');
    const at = clock.now().toISOString();
    const problem: Problem =
      pauseMs === 0
        ? {
            code: 'network.corrected',
            severity: 'warning',
            message: `Another program has changed ${toName(nic)}: ${what}. It was put right at ${at}`,
            hint: 'On a box nothing but Bezel sets up the network',
          }
        : {
            code: 'network.contested',
            severity: 'error',
            message: `Another program keeps changing ${toName(nic)}, ${times.length} times of late: ${what}. It was put right at ${at} and is left alone for ${Math.ceil(pauseMs / 1000)} s`,
            hint: 'Find the program and end it: on a box nothing but Bezel sets up the network',
          };
    log.warn(problem.message, { code: problem.code, nic });
    this.#told.get(nic)?.cancel();
    const cancel = clock.after(tellForMs, () => {
      this.#told.delete(nic);
      onChange();
    });
    this.#told.set(nic, { problem, cancel });
  }

  #nowMs(): number {
    return this.#options.clock.now().getTime();
  }
}

/** Another NIC under the same name, or another wish, is not what was as wanted before. */
const toSign = (index: number, wanted: WantedLink | undefined): string =>
  `${index} ${JSON.stringify(wanted)}`;
