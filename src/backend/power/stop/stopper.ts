import type { Actor, FollowAction, HostDownRequest, Stopping, StopRequest } from '../../../contract/index.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import { isoNow, type PowerContext } from '../context.ts';
import { toLate } from '../follow/to-record.ts';
import type { PowerState } from '../ledger/power-state.ts';
import { toRecordOfLimit } from './to-record-of-limit.ts';

export interface StopperOptions extends PowerContext {
  stopTimeoutS(): number;
}

export interface Wanted {
  because: Stopping['because'];
  afterwards: FollowAction;
  by: Actor;
  reason?: string | undefined;
  atLimit: Stopping['atLimit'];
  limitS: number;
  /** The guest is not even asked. */
  now: boolean;
}

/** How a request has ended. */
export type StopEnd = 'off' | 'late' | 'given-up' | 'cancelled' | 'replaced';

/** A guest that is still booting does not hear the power button: it is pressed again. */
const askAgainMs = 15_000;

/**
 * Asks the guest to stop for the box's sake, and minds its time. What is asked for is written down before the guest hears of it: a new backend
 * goes on with it. Once the guest is off, following does what was asked for.
 */
export class Stopper {
  readonly #options: StopperOptions;
  readonly #ends = new Set<(end: StopEnd) => void>();
  #cancelLimit: (() => void) | undefined;
  #cancelAsking: (() => void) | undefined;

  constructor(options: StopperOptions) {
    this.#options = options;
  }

  stop(): void {
    this.#cancelTimers();
  }

  get current(): NonNullable<PowerState['stopping']> | undefined {
    return this.#options.ledger.state.stopping;
  }

  /** Resolves when it has ended, whoever ends it. */
  request(wanted: Wanted): Promise<StopEnd> {
    const { ledger, clock, bootId, log, changed } = this.#options;
    this.#end('replaced');
    const now = clock.now();
    const { because, afterwards, by, reason, atLimit } = wanted;
    const stopping: PowerState['stopping'] = {
      ...{ because, afterwards, by, atLimit, bootId },
      ...(reason === undefined ? {} : { reason }),
      since: now.toISOString(),
      limitAt: new Date(now.getTime() + (wanted.now ? 0 : wanted.limitS * 1000)).toISOString(),
      phase: wanted.now ? 'forcing' : 'asked',
    };
    ledger.change({ stopping });
    log.info(
      `The guest is ${wanted.now ? 'to lose its power' : 'asked to stop'} (${because}) by ${by.seat}, then: ${afterwards}`,
    );
    changed();
    const ended = new Promise<StopEnd>((resolve) => this.#ends.add(resolve));
    this.resume();
    return ended;
  }

  /** Goes on with what is written down; also after a restart. */
  resume(): void {
    const { current } = this;
    this.#cancelTimers();
    if (current === undefined || current.bootId !== this.#options.bootId) return;
    if (current.phase === 'forcing') void this.#cut();
    if (current.phase !== 'asked') return;
    const totalMs = Date.parse(current.limitAt) - Date.parse(current.since);
    const restMs = Date.parse(current.limitAt) - this.#options.clock.now().getTime();
    this.#cancelLimit = this.#options.clock.after(Math.min(Math.max(0, restMs), totalMs), () =>
      this.#onLimit(),
    );
    void this.#ask();
  }

  /** The guest has stopped, and what comes of it is decided. */
  settled(): void {
    this.#end('off');
  }

  /** @throws OperatorError `power.nothing`, `power.host-down` */
  cancel(by: Actor): void {
    const { current } = this;
    if (current === undefined) throw new OperatorError('power.nothing', 'Nothing is about to happen');
    if (current.because === 'host-down') throw new OperatorError('power.host-down', 'The host is going down');
    this.#options.log.info(`${by.seat} (${by.role}) calls off what waits for the guest to stop`);
    this.#drop('cancelled', { outcome: 'cancelled', by });
  }

  /** @throws OperatorError `power.nothing` */
  force(by: Actor): void {
    const { current } = this;
    if (current === undefined) {
      throw new OperatorError('power.nothing', 'Nothing waits for the guest to stop', {
        hint: 'Use guest kill to cut its power',
      });
    }
    this.#options.log.warn(`${by.seat} (${by.role}) has the guest's power cut`);
    this.#force();
  }

  #force(): void {
    const { ledger, changed } = this.#options;
    const { current } = this;
    if (current === undefined) return;
    this.#cancelTimers();
    ledger.change({ stopping: { ...current, phase: 'forcing' } });
    changed();
    void this.#cut();
  }

  #onLimit(): void {
    const { ledger, log, clock, changed } = this.#options;
    const { current } = this;
    if (current === undefined) return;
    this.#cancelTimers();
    const late = { ...current, phase: 'late' } as const;
    log.warn(`${toLate(late, clock.now())?.message}: ${current.atLimit}`);
    const { record } = toRecordOfLimit(late, this.#options);
    const { id } = ledger.enter(record, { stopping: late });
    ledger.change({ stopping: { ...late, entry: id } });
    changed();
    if (current.atLimit === 'force-off') this.#force();
    else if (current.atLimit === 'give-up') this.#drop('given-up', { outcome: 'cancelled' });
    else this.#tell('late');
  }

  #drop(end: StopEnd, outcome: { outcome: 'cancelled'; by?: Actor }): void {
    const { ledger, changed } = this.#options;
    const { current } = this;
    if (current?.entry !== undefined)
      ledger.amend(current.entry, { ...outcome, endedAt: isoNow(this.#options) });
    ledger.change({ stopping: undefined });
    this.#end(end);
    changed();
  }

  async #ask(): Promise<void> {
    const { hypervisor, name, log, clock } = this.#options;
    const { current } = this;
    this.#cancelAsking = clock.after(askAgainMs, () => void this.#press());
    await this.#wake();
    const asked = await isDone(hypervisor.askToStop(name(), 'agent'));
    if (asked || this.current?.since !== current?.since) return;
    await this.#press().catch((error: unknown) => log.warn('The guest cannot be asked to stop', { error }));
  }

  async #press(): Promise<void> {
    const { hypervisor, name, clock } = this.#options;
    if (this.current?.phase !== 'asked') return;
    this.#cancelAsking?.();
    this.#cancelAsking = clock.after(askAgainMs, () => void this.#press());
    await this.#wake();
    await isDone(hypervisor.askToStop(name(), 'button'));
  }

  /** A guest that is paused hears nothing. What paused it, a full disk for example, may do so again. */
  async #wake(): Promise<void> {
    const { hypervisor, name, log } = this.#options;
    const domain = await hypervisor.readDomain(name()).catch(() => undefined);
    if (domain?.state !== 'paused') return;
    log.warn(`The guest is paused (${domain.reason}) and is to stop: it runs again`);
    await isDone(hypervisor.resumeDomain(name()));
  }

  async #cut(): Promise<void> {
    const { hypervisor, name, log } = this.#options;
    await hypervisor.destroyDomain(name()).catch(async (error: unknown) => {
      const domain = await hypervisor.readDomain(name()).catch(() => undefined);
      if (domain !== undefined && domain.state !== 'shutoff')
        log.error("The guest's power cannot be cut", { error });
    });
  }

  #end(end: StopEnd): void {
    this.#cancelTimers();
    this.#tell(end);
  }

  #tell(end: StopEnd): void {
    for (const resolve of this.#ends) resolve(end);
    this.#ends.clear();
  }

  #cancelTimers(): void {
    this.#cancelLimit?.();
    this.#cancelAsking?.();
    this.#cancelLimit = undefined;
    this.#cancelAsking = undefined;
  }
}

const isDone = (asking: Promise<void>): Promise<boolean> =>
  asking.then(
    () => true,
    () => false,
  );

/** What a call of the API asks for. A host that goes down and an UPS that is empty don't wait. */
export function toWanted(
  request: StopRequest,
  afterwards: FollowAction,
  by: Actor,
  policy: { atStopLimit: Stopping['atLimit']; stopTimeoutS: number },
): Wanted {
  const because = request.because ?? 'seat';
  return {
    ...{ because, afterwards, by },
    reason: request.reason,
    atLimit:
      request.atLimit ?? (because === 'ups' || because === 'host-down' ? 'force-off' : policy.atStopLimit),
    limitS: policy.stopTimeoutS,
    now: request.now ?? false,
  };
}

export const toHostDown = (request: HostDownRequest, by: Actor, stopTimeoutS: number): Wanted => ({
  because: 'host-down',
  afterwards: 'leave-off',
  by,
  reason: request.reason,
  atLimit: 'force-off',
  limitS: request.limitS ?? stopTimeoutS,
  now: false,
});
