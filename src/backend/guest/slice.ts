import type {
  Actor,
  Guest,
  GuestAction,
  GuestXml,
  Inventory,
  Operation,
  Problem,
  RouteInput,
} from '../../contract/index.ts';
import { operationEnded } from '../../contract/index.ts';
import type { PolicySnapshot } from '../config/slice.ts';
import type { Bus } from '../engine/bus.ts';
import type { Clock } from '../engine/clock.ts';
import type { Log } from '../engine/log.ts';
import { OperatorError } from '../engine/operator-error.ts';
import type { Slice } from '../engine/slice.ts';
import type { Topics } from '../engine/topics.ts';
import type { Runner, WorkContext } from '../engine/work.ts';
import type { Hypervisor } from '../host/hypervisor.ts';
import { applySteps, type StepTools } from './apply-steps.ts';
import { Autostart } from './autostart.ts';
import { Follower } from './follow.ts';
import type { KeptStateFile } from './kept-state.ts';
import { isActive, isOff, isRunning } from './observed.ts';
import { planKill, planReset, planStop, type Step } from './plan-steps.ts';
import type { PrepareOptions } from './prepare.ts';
import { type PreparedFor, Preparer } from './preparer.ts';
import { readGuestXml } from './read-xml.ts';
import { startGuest } from './start-guest.ts';
import { type Doing, toGuest } from './to-guest.ts';

export interface GuestOptions {
  bus: Bus<Topics>;
  clock: Clock;
  log: Log;
  runner: Runner & { cancel(id: string): unknown };
  hypervisor: Hypervisor;
  config: {
    snapshot(): PolicySnapshot;
    keepAsGood(snapshot: PolicySnapshot, domainXml: string): Promise<void>;
    readGoodDomainXml(): Promise<string | undefined>;
  };
  inventory: { get(): Promise<Inventory>; refresh(): Promise<Inventory> };
  /** Gives each of the box's NICs its bridge. */
  applyNetwork(nics: Inventory['nics']): Promise<unknown>;
  kept: KeptStateFile;
  prepare: PrepareOptions;
  /** Of this boot of the host: `/proc/sys/kernel/random/boot_id`. */
  bootId: string;
}

type GuestRoutes = 'guest.get' | 'guest.xml' | 'guest.start' | 'guest.stop' | 'guest.kill' | 'guest.reset';

const itself: Actor = { seat: 'bezel', role: 'admin' };
const defaultName = 'guest';
const defaultStopTimeoutS = 120;

/** The guest: what it is to be, what it is, and what can be done with it. A backend that ends or comes back leaves it as it is. */
export class GuestSlice implements Slice<GuestRoutes> {
  readonly #options: GuestOptions;
  readonly #follower: Follower;
  readonly #preparer: Preparer;
  readonly #autostart: Autostart;
  #name = defaultName;
  #refusal: Problem | undefined;
  #pending: { id: string; action: GuestAction } | undefined;
  #published = '';
  #ready = false;
  #leave: (() => void)[] = [];

  constructor(options: GuestOptions) {
    this.#options = options;
    const { clock, log, hypervisor } = options;
    this.#follower = new Follower({
      clock,
      log,
      hypervisor,
      name: () => this.#name,
      onChange: () => void this.#onObserved(),
      onReconciled: () => void this.#onReconciled(),
    });
    this.#preparer = new Preparer({
      log,
      files: options.prepare,
      kept: options.kept,
      readPolicy: () => options.config.snapshot(),
      readInventory: () => options.inventory.get(),
      observed: () => this.#follower.observed,
    });
    this.#autostart = new Autostart({
      log,
      kept: options.kept,
      bootId: options.bootId,
      observed: () => this.#follower.observed,
      wanted: () => options.config.snapshot().policy.guest?.autostart,
      busy: () => this.#pending !== undefined,
      start: () => this.#start(itself),
    });
  }

  readonly handlers: Slice<GuestRoutes>['handlers'] = {
    'guest.get': () => this.get(),
    'guest.xml': (input) => this.#xml(input),
    'guest.start': (_, by) => this.#start(by),
    'guest.stop': (_, by) => this.#stop(by),
    'guest.kill': (_, by) => this.#kill(by),
    'guest.reset': (_, by) => this.#submit('reset', by, false, (work) => this.#apply(planReset(), work)),
  };

  async start(): Promise<void> {
    const { bus } = this.#options;
    await this.#prepare();
    this.#leave = [
      bus.on('config', () => void this.#onGiven()),
      bus.on('inventory', () => void this.#onGiven()),
      bus.on('operation', (operation) => this.#onOperation(operation)),
    ];
    this.#follower.start();
  }

  async stop(): Promise<void> {
    for (const leave of this.#leave.splice(0)) leave();
    await this.#follower.stop();
    await this.#preparer.settled();
  }

  /** True once libvirt has answered and the guest's state is known. */
  get ready(): boolean {
    return this.#ready;
  }

  get(): Guest {
    return toGuest({
      name: this.#name,
      observed: this.#follower.observed,
      since: this.#follower.since,
      doing: toDoing(this.#pending?.action),
      spec: this.#preparer.last?.plan.spec,
      problems: [
        ...(this.#preparer.last?.problems ?? []),
        ...(this.#refusal === undefined ? [] : [this.#refusal]),
      ],
    });
  }

  /** Looks at the box first: what stood in the way may be gone. */
  async #start(by: Actor): Promise<Operation> {
    await this.#options.inventory.refresh();
    await this.#prepare();
    return this.#submit('start', by, true, (work) => this.#runStart(work));
  }

  #stop(by: Actor): Operation {
    const timeoutS = this.#options.config.snapshot().policy.guest?.stopTimeoutS ?? defaultStopTimeoutS;
    return this.#submit('stop', by, true, (work) =>
      this.#apply(planStop(this.#follower.observed, timeoutS), work),
    );
  }

  /** Cutting the power ends a stop that still waits for the guest. */
  #kill(by: Actor): Operation {
    this.#demand('kill');
    if (this.#pending?.action === 'stop') this.#cancel(this.#pending.id);
    return this.#submit('kill', by, false, (work) => this.#apply(planKill(), work));
  }

  #cancel(id: string): void {
    try {
      this.#options.runner.cancel(id);
    } catch (error) {
      // It has ended by itself meanwhile.
      if (!(error instanceof OperatorError)) throw error;
    }
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
    this.#publish();
    return operation;
  }

  /** @throws OperatorError `guest.not-possible` in a state in which the action makes no sense */
  #demand(action: GuestAction): void {
    const { actions, problems } = this.get();
    const { allowed, reason } = actions[action];
    if (allowed) return;
    // A refusal in the words of a problem takes that problem's advice along.
    const hint = problems.find(({ message }) => message === reason)?.hint;
    throw new OperatorError(
      'guest.not-possible',
      reason ?? 'This is not possible now',
      hint === undefined ? {} : { hint },
    );
  }

  #apply(steps: readonly Step[], work: WorkContext): Promise<void> {
    return applySteps(steps, this.#tools(), work);
  }

  #tools(): StepTools {
    return { name: this.#name, hypervisor: this.#options.hypervisor, follower: this.#follower };
  }

  async #runStart(work: WorkContext): Promise<void> {
    const { config, inventory, log, applyNetwork } = this.#options;
    work.progress('Reading the hardware');
    const box = await inventory.refresh();
    const { snapshot, ...prepared } = await this.#prepare();
    await this.#follower.look();
    const { observed } = this.#follower;
    if (isRunning(observed)) throw new OperatorError('guest.not-possible', 'The guest is running');
    this.#refusal = undefined;
    const tools = this.#tools();
    const options = { log, tools, applyNetwork, readGoodDomainXml: () => config.readGoodDomainXml() };
    const { xml, refusal } = await startGuest(options, prepared, box, work);
    this.#refusal = refusal;
    this.#publish();
    if (refusal !== undefined) return;
    if (prepared.plan.identity !== undefined)
      await this.#options.kept.change({ identity: prepared.plan.identity });
    await config.keepAsGood(snapshot, xml).catch((error: unknown) => {
      log.error('What the guest was started with cannot be kept as the last good configuration', { error });
    });
  }

  #xml({ query }: RouteInput<'guest.xml'>): Promise<GuestXml> {
    const source = query.source ?? (isActive(this.#follower.observed) ? 'live' : 'rendered');
    return readGuestXml(source, this.#name, this.#options.hypervisor, () => this.#prepare());
  }

  async #prepare(): Promise<PreparedFor> {
    const prepared = await this.#preparer.prepare();
    this.#rename(prepared.snapshot.policy.guest?.name);
    this.#publish();
    return prepared;
  }

  /** Another name is another domain: as long as this one runs it stays the guest. */
  #rename(name: string | undefined): void {
    if (name === undefined || name === this.#name || isActive(this.#follower.observed)) return;
    this.#name = name;
    if (!isOff(this.#follower.observed)) return;
    void this.#follower.look();
  }

  /** Something that the guest is made of has changed. */
  async #onGiven(): Promise<void> {
    await this.#prepare().catch(() => {});
    await this.#autostart.consider();
  }

  async #onReconciled(): Promise<void> {
    this.#ready = true;
    this.#publish();
    await this.#autostart.consider();
  }

  async #onObserved(): Promise<void> {
    this.#publish();
    await this.#autostart.settle();
  }

  #onOperation(operation: Operation): void {
    if (operation.id !== this.#pending?.id || !operationEnded(operation)) return;
    this.#pending = undefined;
    this.#publish();
  }

  #publish(): void {
    const guest = this.get();
    const text = JSON.stringify(guest);
    if (text === this.#published) return;
    this.#published = text;
    this.#options.bus.publish('guest', guest);
  }
}

function toDoing(action: GuestAction | undefined): Doing {
  if (action === 'start') return 'start';
  return action === 'stop' || action === 'kill' ? 'stop' : undefined;
}
