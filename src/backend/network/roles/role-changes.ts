import type { Problem, UnconfirmedChange } from '../../../contract/index.ts';
import type { Clock } from '../../engine/clock.ts';
import type { Log } from '../../engine/log.ts';
import { oneAtATime } from '../../engine/one-at-a-time.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { Override, PendingChange, RoleState } from './model.ts';
import {
  describePolicyChange,
  describeReach,
  isSameReach,
  isUnreachable,
  type PolicyPort,
} from './plan-policy-change.ts';
import type { RoleStateFile } from './role-state-file.ts';
import { TakenBack } from './taken-back.ts';

/** How long a change is in force before it is taken back. */
export const confirmWithinMs = 60_000;

export interface RoleChangesOptions {
  clock: Clock;
  log: Log;
  file: Pick<RoleStateFile, 'read' | 'write'>;
  /** `network.ports` of the policy; undefined as long as there is none. */
  readPorts(): PolicyPort[] | undefined;
  /** Other roles are in force, or what is told of them is another. */
  onChange(): void;
}

/**
 * What technicians have said that NICs are for. What holds at any moment, whoever ends us:
 * - the file has the confirmed overrides, which alone count after a start: no change that was not confirmed outlasts us;
 * - a change is in the file before it is in force, so that the next start can tell that it was taken back;
 * - a change is confirmed exactly when the file says so.
 *
 * Another address of a management port in the policy is such a change too. As long as it is not confirmed, and when it was taken back, the
 * policy's ports are those of before.
 */
export class RoleChanges {
  readonly #options: RoleChangesOptions;
  #state: RoleState = { confirmed: [] };
  #cancelTimer = (): void => {};
  readonly #takenBack: TakenBack;
  readonly #inTurn = oneAtATime((step: () => Promise<void>) => step());

  constructor(options: RoleChangesOptions) {
    this.#options = options;
    this.#takenBack = new TakenBack(options.clock, options.log, options.onChange);
  }

  /** What counts now. */
  get overrides(): readonly Override[] {
    return this.#state.pending?.overrides ?? this.#state.confirmed;
  }

  /** The policy's ports, as far as they count now. */
  get ports(): readonly PolicyPort[] {
    const { pending, ports: confirmed } = this.#state;
    const said = this.#options.readPorts() ?? [];
    return pending?.ports ?? (confirmed === undefined || isSameReach(confirmed, said) ? said : confirmed);
  }

  get unconfirmed(): UnconfirmedChange | undefined {
    if (this.#state.pending === undefined) return undefined;
    const { nic, message, confirmBy } = this.#state.pending;
    return { nic, message, confirmBy };
  }

  get problems(): Problem[] {
    return [...this.#takenBack.problems, ...this.#held()];
  }

  /** What was confirmed counts; a change that was pending when the backend ended is taken back. */
  async start(): Promise<void> {
    const { pending, ...kept } = await this.#options.file.read();
    this.#state = kept;
    if (pending !== undefined) {
      this.#takenBack.tell(pending.message, 'the backend was restarted before anybody confirmed it');
      this.#state = { ...kept, refused: pending.ports ?? kept.refused };
      await this.#forget();
    }
    await this.#inTurn(() => this.#consider());
  }

  /** The policy may be another, or somebody wants it to be tried again. Never throws. */
  policyChanged(): Promise<void> {
    return this.#inTurn(async () => {
      this.#state = { ...this.#state, refused: undefined };
      await this.#consider();
    });
  }

  async stop(): Promise<void> {
    this.#cancelTimer();
    this.#takenBack.forget();
    await this.settled();
  }

  /** Resolves when all that was begun is done. */
  settled(): Promise<void> {
    return this.#inTurn(async () => {});
  }

  /**
   * Puts a change in force for 60 s.
   * @throws OperatorError `network.unconfirmed` while another one is, `network.not-kept` when it cannot be written down
   */
  begin(change: Omit<PendingChange, 'confirmBy'>): Promise<void> {
    return this.#inTurn(async () => {
      this.mayBegin();
      await this.#begin(change);
    });
  }

  async #begin(change: Omit<PendingChange, 'confirmBy'>): Promise<void> {
    const { clock, onChange } = this.#options;
    const confirmBy = new Date(clock.now().getTime() + confirmWithinMs).toISOString();
    const state: RoleState = { ...this.#state, pending: { ...change, confirmBy } };
    await this.#write(state);
    this.#state = state;
    this.#cancelTimer();
    this.#cancelTimer = clock.after(confirmWithinMs, () => void this.#expire());
    this.#takenBack.forget();
    onChange();
  }

  /** Whether the policy's ports count at once, have to be confirmed, or wait until another change is. */
  async #consider(): Promise<void> {
    const said = this.#options.readPorts();
    const { ports: confirmed, refused, pending, confirmed: overrides } = this.#state;
    if (said === undefined || (pending !== undefined && pending.ports === undefined)) return;
    if (confirmed === undefined || isUnreachable(confirmed) || isSameReach(confirmed, said)) {
      if (pending === undefined && JSON.stringify(said) === JSON.stringify(confirmed)) return;
      this.#cancelTimer();
      this.#state = { confirmed: overrides, ports: said };
      this.#options.onChange();
      await this.#forget();
      return;
    }
    if (pending?.ports !== undefined && isSameReach(pending.ports, said)) return;
    if (refused !== undefined && isSameReach(refused, said)) return;
    const change = { ...describePolicyChange(confirmed, said), overrides, ports: said };
    // What cannot be written down does not begin, and the ports are those of before.
    await this.#begin(change).catch((error: unknown) => {
      this.#options.log.error("The policy's management ports are not in force", { error });
    });
  }

  /** @throws OperatorError `network.unconfirmed` */
  mayBegin(): void {
    const { pending } = this.#state;
    if (pending !== undefined)
      throw new OperatorError('network.unconfirmed', `A change is not confirmed yet: ${pending.message}`, {
        hint: 'bezel network confirm keeps it, bezel network revert takes it back',
      });
  }

  /**
   * Keeps the change for good.
   * @throws OperatorError `network.nothing-unconfirmed`, `network.not-kept` when it cannot be written down; it stays unconfirmed then
   */
  confirm(): Promise<void> {
    return this.#inTurn(async () => {
      const { overrides, ports = this.#state.ports, message } = this.#pending();
      const state: RoleState = { confirmed: overrides, ports, refused: this.#state.refused };
      await this.#write(state);
      this.#cancelTimer();
      this.#state = state;
      this.#options.log.info(`Confirmed: ${message}`);
      this.#options.onChange();
      await this.#consider();
    });
  }

  /** Takes the change back at once. @throws OperatorError `network.nothing-unconfirmed` */
  revert(): Promise<void> {
    return this.#inTurn(async () => {
      const { message } = this.#pending();
      this.#options.log.info(`Taken back: ${message}`);
      await this.#takeBack();
    });
  }

  #expire(): Promise<void> {
    return this.#inTurn(async () => {
      const { pending } = this.#state;
      if (pending === undefined) return;
      this.#takenBack.tell(pending.message, `nobody confirmed it within ${confirmWithinMs / 1000} s`);
      await this.#takeBack();
    });
  }

  async #takeBack(): Promise<void> {
    this.#cancelTimer();
    const { pending, ...kept } = this.#state;
    this.#state = { ...kept, refused: pending?.ports ?? kept.refused };
    this.#options.onChange();
    await this.#forget();
    await this.#consider();
  }

  #held(): Problem[] {
    const said = this.#options.readPorts();
    const { ports: confirmed, pending } = this.#state;
    if (said === undefined || confirmed === undefined || pending?.ports !== undefined) return [];
    if (isSameReach(confirmed, said)) return [];
    return [policyHeld(describeReach(said), describeReach(confirmed))];
  }

  /** What the file still says of a change that is taken back counts for nothing: a disk that is full keeps nobody from taking it back. */
  async #forget(): Promise<void> {
    try {
      await this.#options.file.write(this.#state);
    } catch (error) {
      this.#options.log.error('That a change was taken back cannot be written down', { error });
    }
  }

  async #write(state: RoleState): Promise<void> {
    try {
      await this.#options.file.write(state);
    } catch (error) {
      throw new OperatorError('network.not-kept', 'The change cannot be written down', {
        hint: `See whether the disk is full: ${error instanceof Error ? error.message : error}`,
        cause: error,
      });
    }
  }

  #pending(): PendingChange {
    const { pending } = this.#state;
    if (pending === undefined)
      throw new OperatorError('network.nothing-unconfirmed', 'No change waits for its confirmation', {
        hint: 'It may have been taken back meanwhile: bezel network',
      });
    return pending;
  }
}

const policyHeld = (said: string, confirmed: string): Problem => ({
  code: 'network.policy-held',
  severity: 'warning',
  message: `The policy has other management ports than those in force: ${said}; in force: ${confirmed}`,
  hint: 'bezel config reload tries the policy again for 60 s, in which bezel network confirm keeps it',
});
