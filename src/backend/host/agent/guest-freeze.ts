import type { GuestEvent, Problem } from '../../../contract/index.ts';
import type { Clock } from '../../engine/clock.ts';
import type { Log } from '../../engine/log.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { Database } from '../../engine/store.ts';
import type { Hypervisor, HypervisorChange } from '../hypervisor.ts';
import { FreezeNote } from './freeze-note.ts';

export interface GuestFreezeOptions {
  clock: Clock;
  log: Log;
  db: Database;
  bootId: string;
  hypervisor: Pick<Hypervisor, 'onChange' | 'readDomain' | 'freezeFileSystems' | 'thawFileSystems'>;
  /** Of the domain, now. */
  name(): string;
  onChange(): void;
  /** The guest is to hear of it. */
  tell(event: Extract<GuestEvent, { kind: 'freezing' | 'thawed' }>): void;
}

const againMs = 60_000;
/** What the guest is told: whoever freezes it for longer has lost the way, and the thaw is tried again each minute. */
const longestMs = 60_000;

/**
 * Freezes file systems of the guest, and thaws them whatever happens. That the guest may be frozen is on the disk before it is: where the thaw does not
 * work, or the backend is killed in between, it is thawed as soon as libvirt and the agent answer. At most one freeze at a time.
 */
export class GuestFreeze {
  readonly #options: GuestFreezeOptions;
  readonly #note: FreezeNote;
  #active = false;
  #thawing = false;
  #stopped = false;
  #leave: (() => void) | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(options: GuestFreezeOptions) {
    this.#options = options;
    this.#note = new FreezeNote(options.db, options.bootId);
  }

  /** To be called when the guest's name is known. */
  start(): void {
    this.#leave = this.#options.hypervisor.onChange((change) => {
      if (this.#concerns(change)) void this.#thawLeft();
    });
    void this.#thawLeft();
  }

  stop(): void {
    this.#stopped = true;
    this.#leave?.();
    this.#cancelTimer?.();
  }

  /** That the guest is frozen, and nobody means it to be. */
  get problems(): Problem[] {
    return !this.#active && this.#note.isSet ? [left] : [];
  }

  /**
   * Freezes these file systems, or all where none are named, does `work` with the number that is frozen, and thaws. Throws what freezing or `work`
   * throws; a thaw that fails is made good later, and told as a problem.
   * @throws OperatorError `guest.frozen` when an earlier freeze is not over
   */
  async run<T>(mountpoints: readonly string[], work: (frozen: number) => Promise<T>): Promise<T> {
    if (this.#active || this.#note.isSet)
      throw new OperatorError('guest.frozen', 'The file systems of the guest are frozen already');
    const { hypervisor, name, clock, tell } = this.#options;
    this.#active = true;
    this.#note.set();
    tell({ kind: 'freezing', limitAt: new Date(clock.now().getTime() + longestMs).toISOString() });
    try {
      return await work(await hypervisor.freezeFileSystems(name(), mountpoints));
    } finally {
      await this.#thaw();
      this.#active = false;
      if (this.#note.isSet) this.#options.onChange();
    }
  }

  #concerns(change: HypervisorChange): boolean {
    if (change.kind === 'connected') return true;
    return change.kind === 'domain' && change.name === this.#options.name();
  }

  async #thawLeft(): Promise<void> {
    if (this.#stopped || this.#active || this.#thawing || !this.#note.isSet) return;
    this.#thawing = true;
    try {
      await this.#thaw();
    } finally {
      this.#thawing = false;
      this.#options.onChange();
    }
  }

  async #thaw(): Promise<void> {
    const { hypervisor, name, log, clock } = this.#options;
    this.#cancelTimer?.();
    try {
      const domain = await hypervisor.readDomain(name());
      const isOff = domain === undefined || domain.state === 'shutoff' || domain.state === 'crashed';
      const thawed = isOff ? 0 : await hypervisor.thawFileSystems(name());
      if (thawed > 0) log.info(`The guest is thawed: ${thawed} file systems`);
      this.#note.clear();
      this.#options.tell({ kind: 'thawed' });
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      log.warn(`The guest may be frozen: it cannot be thawed (${error.message})`);
      if (!this.#stopped) this.#cancelTimer = clock.after(againMs, () => void this.#thawLeft());
    }
  }
}

const left: Problem = {
  code: 'guest.frozen',
  severity: 'error',
  message: 'File systems of the guest may be frozen, and the guest does not let them be thawed',
  hint: 'It is tried again each minute. See whether the guest agent runs; a restart of the guest ends it',
};
