import { plainText } from '../../contract/index.ts';
import type { Clock } from '../engine/clock.ts';
import { Leaving } from '../engine/leaving.ts';
import type { Log } from '../engine/log.ts';
import { type OneMore, oneMore } from '../engine/one-more.ts';
import { OperatorError } from '../engine/operator-error.ts';
import type { Hypervisor, HypervisorChange } from '../host/hypervisor.ts';

export interface HotPlugOptions {
  clock: Clock;
  log: Log;
  hypervisor: Pick<Hypervisor, 'onChange' | 'attachDevice' | 'detachDevice'>;
  /** Of the domain, now. */
  name(): string;
  /** What is told of them may be another. */
  onChange(): void;
}

/** Something that is done with one of them; `what` is its name for people. */
interface HotPlugStep {
  kind: string;
  alias: string;
  what: string;
}

/** What is attached by then is never shown as coming. */
const tellAfterMs = 500;

/**
 * Keeps things of the running guest as those of the box are, by hot-plug. One application at a time; each looks at the box and at libvirt's live XML
 * anew, so that it does not matter what was missed, or which bezeld began it.
 */
export abstract class HotPlug<O extends HotPlugOptions> {
  protected readonly options: O;
  /** Why one that is to come can't yet, by its alias: what is in its place has to go first, for example. */
  protected hindered: Map<string, string> = new Map();
  /** How often libvirt has told of the domain, or of the connection. */
  protected told = 0;
  readonly #leaving: Leaving;
  /** What libvirt has refused, and of which disc where a disc was meant. */
  readonly #refused = new Map<string, { why: string; source: string | undefined }>();
  readonly #attaching = new Set<string>();
  readonly #applying: OneMore;
  #stopped = false;
  #leave: (() => void) | undefined;

  constructor(options: O) {
    this.options = options;
    this.#leaving = new Leaving(options.clock, options.onChange);
    this.#applying = oneMore(async () => {
      if (this.#stopped) return;
      await this.apply().catch((error: unknown) =>
        options.log.error(`${this.they} cannot be followed`, { error }),
      );
    });
  }

  /** What they are, as a sentence begins with them. */
  protected abstract readonly they: string;
  /** What one of them is, in a sentence. */
  protected abstract call(what: string): string;
  protected abstract isOurs(alias: string): boolean;
  /** Looks at the box and the guest, and does what it takes. */
  protected abstract apply(): Promise<void>;
  /** The domain is not what it was, and it is the same run of the guest. */
  protected abstract onDomain(): void;

  start(): void {
    this.#leave = this.options.hypervisor.onChange((change) => this.#onChange(change));
  }

  /** Ends after the step that is under way, for which it does not wait: a call of libvirt's may take minutes. */
  stop(): void {
    this.#stopped = true;
    this.#leave?.();
    this.#leaving.forget();
  }

  protected get isStopped(): boolean {
    return this.#stopped;
  }

  isAttaching(alias: string): boolean {
    return this.#attaching.has(alias);
  }

  /** The guest was asked to let go of it, and there is time left. */
  isLeaving(alias: string): boolean {
    return this.#leaving.has(alias);
  }

  /** Why it has not let go, when it was asked. */
  whyBusy(alias: string): string | undefined {
    return this.#leaving.whyHeld(alias);
  }

  /** Why the guest that is to have it, or the disc in it, does not. */
  whyNot(alias: string): string | undefined {
    return this.#refused.get(alias)?.why ?? this.hindered.get(alias);
  }

  /** The box may be another. Resolves when all that it takes is begun. */
  async look(): Promise<void> {
    this.again();
    await this.#applying.settled();
  }

  /** As `look`, for whoever is in the middle of one. */
  protected again(): void {
    this.#applying.trigger();
  }

  /** As `look`, where it may go otherwise than before: another guest, policy, or word of a technician. */
  async check(): Promise<void> {
    this.#refused.clear();
    await this.look();
  }

  /** What one refuses leaves the others alone. `source`: the disc that is meant; what was refused of it is not tried again. */
  protected async attempt(step: HotPlugStep, work: () => Promise<void>, source?: string): Promise<void> {
    const refused = this.#refused.get(step.alias);
    if (this.#stopped || (step.kind !== 'detach' && refused !== undefined && refused.source === source))
      return;
    if (step.kind !== 'detach') this.#refused.delete(step.alias);
    try {
      await work();
    } catch (error) {
      // After a lost connection everything is looked at again.
      if (error instanceof OperatorError && error.code === 'libvirt.unreachable') return;
      this.#refuse(step, error, source);
    }
  }

  protected async attach(alias: string, render: () => Promise<string>): Promise<void> {
    const { clock, hypervisor, name, log, onChange } = this.options;
    this.#leaving.gone(alias);
    this.#attaching.add(alias);
    // Telling of it takes longer than most attaching does, and on one processor from that.
    const cancelTelling = clock.after(tellAfterMs, onChange);
    try {
      const xml = await render();
      log.debug(`libvirt is asked to attach ${alias}`);
      await hypervisor.attachDevice(name(), xml);
    } finally {
      cancelTelling();
      this.#attaching.delete(alias);
    }
  }

  protected async detach({ alias, what }: HotPlugStep): Promise<void> {
    const { hypervisor, name, log, onChange } = this.options;
    if (this.#leaving.has(alias)) return;
    // Before the call: the guest may have let go when it returns.
    this.#leaving.ask(alias, what);
    onChange();
    await hypervisor.detachDevice(name(), alias);
    log.info(`The guest is asked to let go of ${this.call(what)}`);
  }

  /** To be called when the steps are done: what waited for the place of another one need not wait for word of libvirt's. */
  protected onDone(steps: readonly HotPlugStep[], has: (alias: string) => boolean): void {
    if (this.hindered.size > 0 && steps.some((step) => step.kind === 'detach' && !has(step.alias)))
      this.again();
    this.options.onChange();
  }

  #onChange(change: HypervisorChange): void {
    if (change.kind === 'power' || ('name' in change && change.name !== this.options.name())) return;
    this.told += 1;
    if (change.kind === 'connected' || change.kind === 'disconnected') this.#anew();
    else if (change.kind === 'device') this.#onDevice(change.alias, change.what);
    else if (/^(started|stopped|crashed)/.test(change.what)) this.#anew();
    else this.onDomain();
  }

  /** Another run of the guest, or another connection: what it was asked before is forgotten. */
  #anew(): void {
    this.#leaving.forget();
    void this.check();
  }

  #onDevice(alias: string, what: 'added' | 'removed' | 'removal-failed'): void {
    if (!this.isOurs(alias)) return;
    if (what === 'removal-failed') this.#leaving.refuse(alias, 'it is busy in the guest');
    if (what === 'removed') this.#leaving.gone(alias);
    void this.look();
  }

  #refuse({ kind, alias, what }: HotPlugStep, error: unknown, source: string | undefined): void {
    const { log } = this.options;
    if (!(error instanceof OperatorError)) log.error(`${what}: ${kind} fails`, { error });
    const why =
      error instanceof OperatorError ? plainText(error.message) : 'there is a mistake in the backend';
    if (kind === 'detach') {
      this.#leaving.refuse(alias, why);
      return;
    }
    log.warn(`The guest does not get ${this.call(what)}: ${why}`);
    this.#refused.set(alias, { why, source });
  }
}
