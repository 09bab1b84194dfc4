import type { Problem } from '../../../contract/index.ts';
import type { Clock } from '../../engine/clock.ts';
import { Leaving } from '../../engine/leaving.ts';
import type { Log } from '../../engine/log.ts';
import { type OneMore, oneMore } from '../../engine/one-more.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { Hypervisor, HypervisorChange } from '../../host/hypervisor.ts';
import type { Follower } from '../follow.ts';
import type { Observed } from '../observed.ts';
import type { DomainFacts } from '../parse-domain.ts';
import { applyNicStep } from './apply-step.ts';
import { type NicStep, planGuestNics, type WantedNics } from './plan-guest-nics.ts';
import { nicBusy, nicRefused, toWords } from './problems.ts';

export interface GuestNicsOptions {
  clock: Clock;
  log: Log;
  hypervisor: Hypervisor;
  follower: Pick<Follower, 'observed' | 'look'>;
  /** Of the domain, now. */
  name(): string;
  /** An action with the guest is under way: nothing is begun meanwhile. To be told with `check` when it is over. */
  busy(): boolean;
  /** The NICs that the running guest is to have, from what is known now. */
  wanted(): WantedNics;
  /** Before NICs are joined to their bridges: the bridges are there, and the next start knows the NICs' slots. */
  makeReady(joining: readonly NicStep[], wanted: WantedNics): Promise<void>;
  /** The problems may be others. */
  onChange(): void;
}

/**
 * Keeps the NICs of the running guest as those of the box are: links, NICs that come, NICs that go. One application at a time; each looks at
 * the domain anew, so that it does not matter what was missed. What is refused is tried again when there is another reason to look, never by
 * itself: nothing that is done here is such a reason. No step begins while somebody starts or stops the guest.
 */
export class GuestNics {
  readonly #options: GuestNicsOptions;
  readonly #leaving: Leaving;
  /** What could not be done the last time, in the order of the steps. */
  #undone: Problem[] = [];
  readonly #applying: OneMore;
  #stopped = false;
  #leave: (() => void) | undefined;

  constructor(options: GuestNicsOptions) {
    this.#options = options;
    this.#leaving = new Leaving(options.clock, options.onChange);
    this.#applying = oneMore(() =>
      this.#apply().catch((error: unknown) =>
        options.log.error("The guest's NICs cannot be followed", { error }),
      ),
    );
  }

  start(): void {
    this.#leave = this.#options.hypervisor.onChange((change) => this.#onChange(change));
  }

  /** Ends after the step that is under way, for which it does not wait: a call of libvirt's may take minutes. */
  stop(): void {
    this.#stopped = true;
    this.#leave?.();
    this.#leaving.forget();
  }

  /** What the running guest lacks of what it is to have, or has too much. */
  get problems(): Problem[] {
    const facts = toFacts(this.#options.follower.observed);
    if (facts === undefined) return [];
    const isThere = (alias: string): boolean => facts.nics.some((nic) => nic.alias === alias);
    return [...this.#undone, ...this.#leaving.held(isThere).map(({ what, why }) => nicBusy(what, why))];
  }

  /** The box, the policy, or what was in the way may be another. Resolves when all that it takes is done. */
  async check(): Promise<void> {
    this.#applying.trigger();
    await this.#applying.settled();
  }

  /** As `check`, for another instance of the guest or another connection to libvirt: what the guest was asked before is forgotten. */
  async checkAnew(): Promise<void> {
    this.#leaving.forget();
    await this.check();
  }

  #onChange(change: HypervisorChange): void {
    if (change.kind === 'connected' || change.kind === 'disconnected' || change.kind === 'power') return;
    if (change.name !== this.#options.name()) return;
    if (change.kind === 'device') this.#onDevice(change.alias, change.what);
    // Also where it ran before, and nobody saw it stop.
    else if (change.what.startsWith('started')) void this.checkAnew();
    // While it is being started it is left alone.
    else if (change.what.startsWith('resumed')) void this.check();
  }

  #onDevice(alias: string, what: 'added' | 'removed' | 'removal-failed'): void {
    const { log } = this.#options;
    if (what === 'removal-failed') this.#leaving.refuse(alias, 'it is busy in the guest');
    if (what !== 'removed' || !this.#leaving.gone(alias)) return;
    log.info(`The guest has let go of the NIC ${alias}`);
    // Its place is free, or its NIC has come back meanwhile.
    void this.check();
  }

  async #apply(): Promise<void> {
    const { follower, wanted, makeReady, onChange } = this.#options;
    if (!this.#mayAct()) return;
    await follower.look();
    const to = wanted();
    const facts = toFacts(follower.observed);
    if (!this.#mayAct() || facts === undefined) return;
    const { steps, problems } = planGuestNics(facts, to);
    const isJoining = ({ kind }: NicStep): boolean => kind === 'attach' || kind === 'set-bridge';
    const joining = steps.filter(isJoining);
    const undone = [...problems];
    for (const step of steps.filter((each) => !isJoining(each))) undone.push(...(await this.#do(step)));
    // Last: it takes a while, and a link must not wait for it.
    if (joining.length > 0) await makeReady(joining, to);
    for (const step of joining) undone.push(...(await this.#do(step)));
    this.#tell(undone);
    if (steps.length > 0) await follower.look();
    onChange();
  }

  /** What one NIC refuses leaves the others alone: it is the answer. */
  async #do(step: NicStep): Promise<Problem[]> {
    const { hypervisor, name, log } = this.#options;
    if (!this.#mayAct() || (step.kind === 'detach' && this.#leaving.has(step.alias))) return [];
    // Before the call: the guest may have let go when it returns.
    if (step.kind === 'detach') this.#leaving.ask(step.alias, step.what);
    try {
      await applyNicStep(step, { name: name(), hypervisor });
      log.info(toWords(step));
      return [];
    } catch (error) {
      // After a lost connection everything is looked at again.
      if (error instanceof OperatorError && error.code === 'libvirt.unreachable') return [];
      if (!(error instanceof OperatorError)) log.error(`${step.what}: ${step.kind} fails`, { error });
      const why = error instanceof OperatorError ? error.message : 'there is a mistake in the backend';
      if (step.kind !== 'detach') return [nicRefused(step, why)];
      this.#leaving.refuse(step.alias, why);
      return [];
    }
  }

  /** Into the log once, however often it is found. */
  #tell(undone: Problem[]): void {
    const before = new Set(this.#undone.map(({ message }) => message));
    for (const { code, message } of undone)
      if (!before.has(message)) this.#options.log.warn(message, { code });
    this.#undone = undone;
  }

  #mayAct(): boolean {
    return !this.#stopped && !this.#options.busy() && toFacts(this.#options.follower.observed) !== undefined;
  }
}

/** Of a guest whose QEMU is up and not on its way out. */
function toFacts(observed: Observed): DomainFacts | undefined {
  if (observed.kind !== 'domain') return undefined;
  const { state, reason, facts } = observed;
  const isUp = state === 'running' || (state === 'paused' && reason !== 'starting-up');
  return isUp ? facts : undefined;
}
