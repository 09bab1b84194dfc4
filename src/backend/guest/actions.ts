import type { Actor, GuestAction, Operation } from '../../contract/index.ts';
import { type Guest, operationEnded } from '../../contract/index.ts';
import { OperatorError } from '../engine/operator-error.ts';
import type { Runner, WorkContext } from '../engine/work.ts';
import { applySteps, type StepTools } from './apply-steps.ts';
import { planKill, planReset, planStop, type Step } from './plan-steps.ts';
import type { Doing } from './to-guest.ts';

export interface ActionsOptions {
  runner: Runner & { cancel(id: string): unknown };
  guest(): Guest;
  tools(): StepTools;
  stopTimeoutS(): number;
  /** Why there is no start now, where that is known better than by the guest's state. */
  obstacle(): OperatorError | undefined;
  /** The guest was asked to stop for the box's sake. */
  isStopping(): boolean;
  /** An action begins or has ended. */
  onChange(): void;
}

/** What can be done with the guest, as operations; at most one of them is followed. */
export class Actions {
  readonly #options: ActionsOptions;
  #pending: { id: string; action: GuestAction } | undefined;

  constructor(options: ActionsOptions) {
    this.#options = options;
  }

  get isBusy(): boolean {
    return this.#pending !== undefined || this.#options.isStopping();
  }

  get doing(): Doing {
    const action = this.#pending?.action;
    if (action === 'start') return 'start';
    return action === 'stop' || action === 'kill' || this.#options.isStopping() ? 'stop' : undefined;
  }

  start(by: Actor, run: (work: WorkContext) => Promise<void>): Operation {
    return this.#submit('start', by, true, run);
  }

  stop(by: Actor): Operation {
    const { tools, stopTimeoutS } = this.#options;
    const timeoutS = stopTimeoutS();
    return this.#submit('stop', by, true, (work) =>
      this.#apply(planStop(tools().follower.observed, timeoutS), work),
    );
  }

  /** Cutting the power ends a stop that still waits for the guest. */
  kill(by: Actor): Operation {
    this.#demand('kill');
    if (this.#pending?.action === 'stop') this.#cancel(this.#pending.id);
    return this.#submit('kill', by, false, (work) => this.#apply(planKill(), work));
  }

  reset(by: Actor): Operation {
    return this.#submit('reset', by, false, (work) => this.#apply(planReset(), work));
  }

  onOperation(operation: Operation): void {
    if (operation.id !== this.#pending?.id || !operationEnded(operation)) return;
    this.#pending = undefined;
    this.#options.onChange();
  }

  #submit(
    action: GuestAction,
    by: Actor,
    cancellable: boolean,
    run: (work: WorkContext) => Promise<void>,
  ): Operation {
    this.#demand(action);
    const operation = this.#options.runner.submit({ kind: `guest.${action}`, by, cancellable, run });
    this.#pending = { id: operation.id, action };
    this.#options.onChange();
    return operation;
  }

  #cancel(id: string): void {
    try {
      this.#options.runner.cancel(id);
    } catch (error) {
      // It has ended by itself meanwhile.
      if (!(error instanceof OperatorError)) throw error;
    }
  }

  /** @throws OperatorError `guest.not-possible` in a state in which the action makes no sense, `guest.held` */
  #demand(action: GuestAction): void {
    const { allowed, reason } = this.#options.guest().actions[action];
    if (allowed) return;
    const obstacle = this.#options.obstacle();
    const isObstacle = action === 'start' && obstacle !== undefined && obstacle.message === reason;
    const { hint } = isObstacle ? obstacle.details : {};
    throw new OperatorError(
      isObstacle && obstacle.code === 'guest.held' ? obstacle.code : 'guest.not-possible',
      reason ?? 'This is not possible now',
      hint === undefined ? {} : { hint },
    );
  }

  #apply(steps: readonly Step[], work: WorkContext): Promise<void> {
    return applySteps(steps, this.#options.tools(), work);
  }
}
