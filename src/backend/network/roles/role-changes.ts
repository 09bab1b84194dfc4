import type { Problem, UnconfirmedChange } from '../../../contract/index.ts';
import type { Clock } from '../../engine/clock.ts';
import type { Log } from '../../engine/log.ts';
import { oneAtATime } from '../../engine/one-at-a-time.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { Override, PendingChange, RoleState } from './model.ts';
import type { RoleStateFile } from './role-state-file.ts';

/** How long a change is in force before it is taken back. */
export const confirmWithinMs = 60_000;
/** How long is told that one was taken back. */
const tellForMs = 15 * 60_000;

export interface RoleChangesOptions {
  clock: Clock;
  log: Log;
  file: Pick<RoleStateFile, 'read' | 'write'>;
  /** Other roles are in force, or what is told of them is another. */
  onChange(): void;
}

/**
 * What technicians have said that NICs are for. What holds at any moment, whoever ends us:
 * - the file has the confirmed overrides, which alone count after a start: no change that was not confirmed outlasts us;
 * - a change is in the file before it is in force, so that the next start can tell that it was taken back;
 * - a change is confirmed exactly when the file says so.
 */
export class RoleChanges {
  readonly #options: RoleChangesOptions;
  #state: RoleState = { confirmed: [] };
  #cancelTimer = (): void => {};
  #takenBack: Problem | undefined;
  #cancelTelling = (): void => {};
  readonly #inTurn = oneAtATime((step: () => Promise<void>) => step());

  constructor(options: RoleChangesOptions) {
    this.#options = options;
  }

  /** What counts now. */
  get overrides(): readonly Override[] {
    return this.#state.pending?.overrides ?? this.#state.confirmed;
  }

  get unconfirmed(): UnconfirmedChange | undefined {
    if (this.#state.pending === undefined) return undefined;
    const { nic, message, confirmBy } = this.#state.pending;
    return { nic, message, confirmBy };
  }

  get problems(): Problem[] {
    return this.#takenBack === undefined ? [] : [this.#takenBack];
  }

  /** What was confirmed counts; a change that was pending when the backend ended is taken back. */
  async start(): Promise<void> {
    const { confirmed, pending } = await this.#options.file.read();
    this.#state = { confirmed };
    if (pending === undefined) return;
    this.#tell(pending, 'the backend was restarted before anybody confirmed it');
    await this.#forget();
  }

  async stop(): Promise<void> {
    this.#cancelTimer();
    this.#cancelTelling();
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
      const { clock, onChange } = this.#options;
      this.mayBegin();
      const confirmBy = new Date(clock.now().getTime() + confirmWithinMs).toISOString();
      const state: RoleState = { ...this.#state, pending: { ...change, confirmBy } };
      await this.#write(state);
      this.#state = state;
      this.#cancelTimer = clock.after(confirmWithinMs, () => void this.#expire());
      this.#cancelTelling();
      this.#takenBack = undefined;
      onChange();
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
      const { overrides, message } = this.#pending();
      await this.#write({ confirmed: overrides });
      this.#cancelTimer();
      this.#state = { confirmed: overrides };
      this.#options.log.info(`Confirmed: ${message}`);
      this.#options.onChange();
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
      this.#tell(pending, `nobody confirmed it within ${confirmWithinMs / 1000} s`);
      await this.#takeBack();
    });
  }

  async #takeBack(): Promise<void> {
    this.#cancelTimer();
    this.#state = { confirmed: this.#state.confirmed };
    this.#options.onChange();
    await this.#forget();
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

  #tell({ message }: PendingChange, why: string): void {
    const { clock, log, onChange } = this.#options;
    this.#takenBack = {
      code: 'network.taken-back',
      severity: 'warning',
      message: `A change of the network was taken back, since ${why}: ${message}`,
      hint: 'Set it again, and confirm it: bezel network confirm',
    };
    log.warn(this.#takenBack.message, { code: 'network.taken-back' });
    this.#cancelTelling();
    this.#cancelTelling = clock.after(tellForMs, () => {
      this.#takenBack = undefined;
      onChange();
    });
  }
}
