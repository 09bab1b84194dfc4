import type { Clock } from '../engine/clock.ts';
import type { Log } from '../engine/log.ts';
import type { DomainView, Hypervisor, HypervisorChange } from '../host/hypervisor.ts';
import type { Observed } from './observed.ts';
import { parseDomain } from './parse-domain.ts';

export interface FollowerOptions {
  clock: Clock;
  log: Log;
  hypervisor: Hypervisor;
  /** The name of the domain now. */
  name(): string;
  /** What is observed has changed. */
  onChange(): void;
  /** The first look at the domain after a connection was made. */
  onReconciled(): void;
}

export interface WaitOptions {
  timeoutMs: number;
  signal: AbortSignal;
  onTick?(elapsedMs: number): void;
  everyMs?: number;
  onEvery?(): void;
}

const tickMs = 1000;
/** One reset of the guest gives two events about 35 ms apart. */
const resetQuietMs = 500;
/** After a look that failed although there is a connection. */
const retryMs = 2000;

/** Follows the guest's domain: libvirt's events say that something happened, a look at the domain says what it is now. */
export class Follower {
  readonly #options: FollowerOptions;
  readonly #waiting = new Set<() => void>();
  #observed: Observed = { kind: 'unknown' };
  /** The state before libvirt was lost: when it comes back as it was, nothing has changed. */
  #lastKnown: { key: string; since: Date | undefined } | undefined;
  #since: Date | undefined;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #reconciling = false;
  #lastResetMs = Number.NEGATIVE_INFINITY;
  #cancelRetry: (() => void) | undefined;
  #leave: (() => void) | undefined;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  get observed(): Observed {
    return this.#observed;
  }

  /** When the state was entered, as far as it was seen. */
  get since(): Date | undefined {
    return this.#since;
  }

  start(): void {
    const { hypervisor } = this.#options;
    this.#leave = hypervisor.onChange((change) => this.#onChange(change));
    if (hypervisor.status.connected) this.#reconcile();
  }

  async stop(): Promise<void> {
    this.#leave?.();
    this.#cancelRetry?.();
    await this.#looking;
  }

  /** Looks at the domain now; who asks during a look waits for one that begins after it. */
  async look(): Promise<void> {
    this.#lookAgain = true;
    this.#looking ??= this.#lookWhileAsked();
    await this.#looking;
  }

  /** Resolves to whether `reached` came true within the time. Rejects with the signal's reason when it is aborted. */
  waitFor(reached: (observed: Observed) => boolean, options: WaitOptions): Promise<boolean> {
    const { clock } = this.#options;
    const { timeoutMs, signal, onTick, everyMs, onEvery } = options;
    const began = clock.now().getTime();
    let asked = 0;
    return new Promise((resolve, reject) => {
      let cancelTick = (): void => {};
      const end = (settle: () => void): void => {
        cancelTick();
        this.#waiting.delete(check);
        signal.removeEventListener('abort', onAbort);
        settle();
      };
      const onAbort = (): void => end(() => reject(signal.reason));
      const check = (): void => {
        if (reached(this.#observed)) end(() => resolve(true));
      };
      const tick = (): void => {
        const elapsedMs = clock.now().getTime() - began;
        if (elapsedMs >= timeoutMs) {
          end(() => resolve(false));
          return;
        }
        onTick?.(elapsedMs);
        if (everyMs !== undefined && elapsedMs >= (asked + 1) * everyMs) {
          asked++;
          onEvery?.();
        }
        cancelTick = clock.after(tickMs, tick);
      };
      cancelTick = clock.after(tickMs, tick);
      this.#waiting.add(check);
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();
      else check();
    });
  }

  #onChange(change: HypervisorChange): void {
    if (change.kind === 'connected') this.#reconcile();
    else if (change.kind === 'disconnected') this.#use({ kind: 'unknown' });
    else if (change.kind !== 'power' && change.name === this.#options.name()) this.#onOwn(change);
  }

  #onOwn(change: Extract<HypervisorChange, { name: string }>): void {
    if (change.kind === 'domain') this.#onDomain(change.what);
    else void this.look();
  }

  #onDomain(what: string): void {
    if (what === 'reboot') this.#onReset();
    else this.#options.log.info(`libvirt says of the guest: ${what}`);
    void this.look();
  }

  #onReset(): void {
    const nowMs = this.#options.clock.now().getTime();
    const isEcho = nowMs - this.#lastResetMs < resetQuietMs;
    this.#lastResetMs = nowMs;
    if (isEcho) return;
    this.#options.log.info('The guest was reset or has rebooted');
    this.#since = this.#options.clock.now();
    this.#options.onChange();
  }

  #reconcile(): void {
    this.#reconciling = true;
    void this.look();
  }

  async #lookWhileAsked(): Promise<void> {
    try {
      while (this.#lookAgain) {
        this.#lookAgain = false;
        await this.#look();
      }
    } finally {
      // At once, not when the promise settles: who asks in between would wait for a look that never comes.
      this.#looking = undefined;
    }
  }

  async #look(): Promise<void> {
    const { hypervisor, name, log, clock } = this.#options;
    try {
      this.#use(toObserved(await hypervisor.readDomain(name())));
      if (this.#reconciling) {
        this.#reconciling = false;
        this.#options.onReconciled();
      }
    } catch (error) {
      this.#use({ kind: 'unknown' });
      if (!hypervisor.status.connected) return;
      log.warn("The guest's state cannot be read", { error });
      this.#cancelRetry?.();
      this.#cancelRetry = clock.after(retryMs, () => void this.look());
    }
  }

  #use(observed: Observed): void {
    const before = this.#observed;
    this.#observed = observed;
    const isFirst = this.#lastKnown === undefined;
    if (observed.kind === 'unknown') {
      if (before.kind !== 'unknown') this.#since = this.#options.clock.now();
    } else {
      const key = toKey(observed);
      const isAsBefore = this.#lastKnown?.key === key;
      if (before.kind === 'unknown' && isAsBefore) this.#since = this.#lastKnown?.since;
      else if (!isAsBefore) this.#since = isFirst ? undefined : this.#options.clock.now();
      this.#lastKnown = { key, since: this.#since };
    }
    if (JSON.stringify(before) !== JSON.stringify(observed)) this.#options.onChange();
    for (const check of [...this.#waiting]) check();
  }
}

const toKey = (observed: Observed): string =>
  observed.kind === 'domain' ? `${observed.uuid} ${observed.state} ${observed.reason}` : observed.kind;

function toObserved(view: DomainView | undefined): Observed {
  if (view === undefined) return { kind: 'absent' };
  return {
    kind: 'domain',
    uuid: view.uuid,
    state: view.state,
    reason: view.reason,
    facts: parseDomain(view.xml),
  };
}
