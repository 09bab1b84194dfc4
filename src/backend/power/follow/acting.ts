import {
  type Actor,
  type Countdown,
  type FollowAction,
  type Operation,
  type Problem,
  plainText,
} from '../../../contract/index.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { BoxPower } from '../../host/box-power.ts';
import { isoNow, type PowerContext } from '../context.ts';
import type { LedgerRecord } from '../ledger/power-store.ts';
import { planResume } from '../plan/plan-resume.ts';
import type { GuestOff } from './guest-off.ts';

export interface ActingOptions extends PowerContext {
  /** Whether the box's power is ours to switch. */
  own: boolean;
  boxPower: BoxPower;
  guestOff: GuestOff;
  /** Before the QEMU of a guest that has crashed or hangs is ended. */
  beforeEnd(record: LedgerRecord): Promise<void>;
  /** Begins to start the guest, and resolves when that has ended. */
  startGuest(): Promise<Operation>;
  onFailedStart(problem: Problem): void;
}

/** Does what was decided, after its delay. What is in the ledger comes first: `acting` is written before anything is done. */
export class Acting {
  readonly #options: ActingOptions;
  #cancelTimer: (() => void) | undefined;
  /** The entries that are being acted on, one after the other. */
  readonly #busyWith = new Set<number>();
  #acting: Promise<void> = Promise.resolve();
  /** A restart that waits for a technician's word about changes. */
  #held: number | undefined;
  #isStopped = false;

  constructor(options: ActingOptions) {
    this.#options = options;
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer?.();
  }

  get isStarting(): boolean {
    return this.#busyWith.size > 0;
  }

  get countdown(): Countdown | undefined {
    const { last } = this.#options.ledger;
    if (last?.outcome !== 'waiting' || last.stop === undefined || last.endsAt === undefined) return undefined;
    const { id: entry, verdict, action, endsAt, delayS: totalS } = last;
    return { entry, verdict, action, endsAt, totalS };
  }

  /** Of a decision that has just been entered. */
  take(record: LedgerRecord): void {
    this.#cancelTimer?.();
    if (record.outcome === 'waiting') this.#wait(record, record.delayS * 1000);
    else if (record.outcome === 'acting') this.#act(record.id, record.action);
  }

  /** Of a decision that an earlier backend has entered, or that waits for libvirt. */
  resume(record: LedgerRecord, hasRunAgain: boolean): void {
    if (this.#busyWith.has(record.id) || this.#cancelTimer !== undefined) return;
    const { bootId, clock } = this.#options;
    const plan = planResume({ ...record, isSameBoot: record.bootId === bootId, hasRunAgain });
    if (plan === 'nothing' || record.stop === undefined) return;
    if (plan === 'act') this.#act(record.id, record.action);
    else if (plan === 'wait') {
      const restMs = Date.parse(record.endsAt ?? record.at) - clock.now().getTime();
      // A clock that was set makes nothing wait longer.
      this.#wait(record, Math.min(Math.max(0, restMs), record.delayS * 1000));
    } else this.#end(record.id, { outcome: plan });
  }

  /** @throws OperatorError `power.nothing` */
  cancel(by: Actor): void {
    const { countdown } = this;
    if (countdown === undefined) throw new OperatorError('power.nothing', 'Nothing is about to happen');
    this.#options.log.info(`${by.seat} (${by.role}) calls off what follows stop ${countdown.entry}`);
    this.#drop({ outcome: 'cancelled', by });
  }

  /** Something else has come first. */
  overtake(why: string): void {
    if (this.#held !== undefined) this.#end(this.#held, { outcome: 'overtaken', why });
    this.#held = undefined;
    if (this.countdown !== undefined) this.#drop({ outcome: 'overtaken', why });
  }

  /** What the guest starts with is decided: what has waited for it goes on. */
  released(): void {
    const held = this.#held;
    this.#held = undefined;
    if (held !== undefined) this.#act(held, 'restart');
  }

  suspend(reason: string): void {
    if (this.countdown !== undefined) this.#drop({ outcome: 'suspended', why: `Maintenance: ${reason}` });
  }

  #drop(change: Partial<LedgerRecord>): void {
    const { countdown } = this;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (countdown !== undefined) this.#end(countdown.entry, change);
  }

  #wait({ id, action }: LedgerRecord, ms: number): void {
    this.#cancelTimer = this.#options.clock.after(ms, () => {
      this.#cancelTimer = undefined;
      this.#act(id, action);
    });
  }

  #act(id: number, action: FollowAction): void {
    if (this.#busyWith.has(id)) return;
    this.#busyWith.add(id);
    this.#acting = this.#acting.then(() => this.#actNow(id, action)).finally(() => this.#busyWith.delete(id));
  }

  async #actNow(id: number, action: FollowAction): Promise<void> {
    if (this.#isStopped) return;
    const { ledger, log, changed } = this.#options;
    try {
      if (ledger.last?.id === id && ledger.last.outcome !== 'acting') {
        ledger.amend(id, { outcome: 'acting' });
        changed();
      }
      if (await this.#options.guestOff.reach(() => this.#beforeEnd(id))) {
        if (!this.#isStopped) await this.#do(id, action);
      } else this.#end(id, { outcome: action === 'restart' ? 'done' : 'overtaken' });
    } catch (error) {
      // What libvirt's absence or our own end prevents is gone on with afterwards.
      if (this.#isStopped || (error instanceof OperatorError && error.code === 'libvirt.unreachable')) return;
      log.error(`What follows stop ${id} of the guest fails: ${(error as Error).message}`, { error });
      this.#end(id, { outcome: 'failed', problem: toProblem(error) });
    }
  }

  async #beforeEnd(id: number): Promise<void> {
    const { last } = this.#options.ledger;
    if (last?.id === id) await this.#options.beforeEnd(last);
  }

  async #do(id: number, action: FollowAction): Promise<void> {
    const { own, boxPower, log } = this.#options;
    if (action === 'restart') return this.#restart(id);
    if (action === 'leave-off') return this.#end(id, { outcome: 'done' });
    log.warn(
      own
        ? `The box is told to ${words[action]}`
        : `The box would ${words[action]}: its power is not Bezel's`,
    );
    if (own) await (action === 'power-off' ? boxPower.powerOff() : boxPower.reboot());
    this.#end(id, { outcome: 'done' });
  }

  async #restart(id: number): Promise<void> {
    const { startGuest, onFailedStart } = this.#options;
    let operation: Operation;
    try {
      operation = await startGuest();
    } catch (error) {
      if (!(error instanceof OperatorError) || error.code === 'libvirt.unreachable') throw error;
      if (error.code === 'guest.not-possible' && (await this.#options.guestOff.isRunning()))
        return this.#end(id, { outcome: 'done' });
      if (error.code === heldCode) return this.#hold(id, toProblem(error));
      if (error.code === 'power.host-down')
        return this.#end(id, { outcome: 'overtaken', why: error.message });
      this.#end(id, { outcome: 'failed', problem: toProblem(error) });
      return onFailedStart(toProblem(error));
    }
    if (operation.state === 'done') return this.#end(id, { outcome: 'done' });
    // The next backend goes on with it.
    if (operation.state === 'interrupted') return;
    if (operation.state === 'cancelled') return this.#end(id, { outcome: 'cancelled' });
    const { code, message, hint } = operation.error ?? {
      code: 'internal',
      message: 'The guest does not start',
    };
    const problem: Problem = { code, severity: 'error', message, ...(hint === undefined ? {} : { hint }) };
    if (code === heldCode) return this.#hold(id, problem);
    this.#end(id, { outcome: 'failed', problem });
    onFailedStart(problem);
  }

  #hold(id: number, problem: Problem): void {
    const { ledger, changed } = this.#options;
    this.#held = id;
    ledger.amend(id, { problem });
    changed();
  }

  #end(id: number, change: Partial<LedgerRecord>): void {
    const { ledger, changed } = this.#options;
    ledger.amend(id, { endedAt: isoNow(this.#options), ...change });
    changed();
  }
}

const heldCode = 'guest.held';
const words = { 'power-off': 'power off', reboot: 'reboot' } as const;

const toProblem = (error: unknown): Problem => {
  const hint = error instanceof OperatorError ? error.details.hint : undefined;
  return {
    code: error instanceof OperatorError ? error.code : 'internal',
    severity: 'error',
    message: plainText((error as Error).message).slice(0, 500),
    ...(hint === undefined ? {} : { hint }),
  };
};
