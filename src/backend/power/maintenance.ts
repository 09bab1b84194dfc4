import type { Actor, MaintenanceRequest } from '../../contract/index.ts';
import { OperatorError } from '../engine/operator-error.ts';
import type { PowerContext } from './context.ts';

/** Timers that are longer than this end at once. */
const longestTimerMs = 2 ** 31 - 1;

/** While it lasts the box does nothing by itself; a restart does not end it. */
export class MaintenanceMode {
  readonly #options: PowerContext;
  #cancelTimer: (() => void) | undefined;

  constructor(options: PowerContext) {
    this.#options = options;
  }

  /** Its end may have come while no backend ran. */
  start(): void {
    const { until } = this.#options.ledger.state.maintenance ?? {};
    this.#cancelTimer?.();
    if (until === undefined) return;
    const restMs = Date.parse(until) - this.#options.clock.now().getTime();
    if (restMs <= 0) this.#set(undefined);
    else this.#cancelTimer = this.#options.clock.after(Math.min(restMs, longestTimerMs), () => this.start());
  }

  stop(): void {
    this.#cancelTimer?.();
  }

  begin({ reason, forS }: MaintenanceRequest, by: Actor): void {
    const { clock, log } = this.#options;
    const now = clock.now();
    log.warn(`${by.seat} (${by.role}) begins maintenance: ${reason}`);
    this.#set({
      ...{ reason, by, since: now.toISOString() },
      ...(forS === undefined ? {} : { until: new Date(now.getTime() + forS * 1000).toISOString() }),
    });
  }

  /** @throws OperatorError `power.nothing` */
  end(by: Actor): void {
    const { ledger, log } = this.#options;
    if (ledger.state.maintenance === undefined)
      throw new OperatorError('power.nothing', 'There is no maintenance');
    log.info(`${by.seat} (${by.role}) ends maintenance`);
    this.#set(undefined);
  }

  #set(maintenance: PowerContext['ledger']['state']['maintenance']): void {
    const { ledger, changed } = this.#options;
    ledger.change({ maintenance });
    this.start();
    changed();
  }
}
