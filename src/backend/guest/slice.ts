import type {
  Actor,
  ConfigChanges,
  Guest,
  GuestXml,
  Inventory,
  Nic,
  Operation,
  Problem,
  RouteInput,
} from '../../contract/index.ts';
import { operationEnded, privateLink } from '../../contract/index.ts';
import type { Slice } from '../engine/slice.ts';
import { isActive, isOff } from './observed.ts';
import type { DomainFacts } from './parse-domain.ts';
import { withHeldNics } from './plan/held-nics.ts';
import type { PreparedFor } from './preparer.ts';
import { readGuestXml } from './read-xml.ts';
import { recoverIdentity } from './starts/recover-identity.ts';
import type { StartsRoutes } from './starts/starts.ts';
import { toGuest } from './to-guest.ts';
import { type GuestOptions, type WiredGuest, wireGuest } from './wire.ts';

type GuestRoutes =
  | 'guest.get'
  | 'guest.xml'
  | 'guest.start'
  | 'guest.stop'
  | 'guest.kill'
  | 'guest.reset'
  | StartsRoutes;

const itself: Actor = { seat: 'bezel', role: 'admin' };
const defaultName = 'guest';

/** The guest: what it is to be, what it is, and what can be done with it. A backend that ends or comes back leaves it as it is. */
export class GuestSlice implements Slice<GuestRoutes> {
  readonly #options: GuestOptions;
  readonly #parts: WiredGuest;
  readonly handlers: Slice<GuestRoutes>['handlers'];
  #name = defaultName;
  #lost: Problem[] = [];
  #published = '';
  #wasHeld = false;
  #ready = false;
  #leave: (() => void)[] = [];

  constructor(options: GuestOptions) {
    this.#options = options;
    this.#parts = wireGuest(options, {
      name: () => this.#name,
      get: () => this.get(),
      prepare: () => this.#prepare(),
      startByItself: () => this.#start(itself),
      onChange: () => this.#publish(),
      onDecided: () => void this.#onDecided(),
      onObserved: () => void this.#onObserved(),
      onReconciled: () => void this.#onReconciled(),
    });
    const { starts, actions } = this.#parts;
    this.handlers = {
      ...starts.handlers,
      'guest.get': () => this.get(),
      'guest.xml': (input) => this.#xml(input),
      'guest.start': (_, by) => this.#start(by),
      'guest.stop': (_, by) => actions.stop(by),
      'guest.kill': (_, by) => actions.kill(by),
      'guest.reset': (_, by) => actions.reset(by),
    };
  }

  async start(): Promise<void> {
    const { bus, kept, log } = this.#options;
    const { lastGood, history } = this.#parts;
    await lastGood.read();
    this.#lost = await recoverIdentity({ kept, log, history, lastGood });
    await this.#prepare();
    this.#leave = [
      bus.on('config', () => void this.#onGiven()),
      bus.on('inventory', () => void this.#onGiven()),
      bus.on('operation', (operation) => this.#onOperation(operation)),
    ];
    this.#parts.nics.start();
    this.#parts.follower.start();
  }

  async stop(): Promise<void> {
    for (const leave of this.#leave.splice(0)) leave();
    this.#parts.nics.stop();
    await this.#parts.follower.stop();
    await this.#parts.preparer.settled();
  }

  /** True once libvirt has answered and the guest's state is known. */
  get ready(): boolean {
    return this.#ready;
  }

  /** The NICs of the box, with those that the running guest has itself, so that the kernel does not tell of them. */
  boxNics(inventory: Pick<Inventory, 'nics' | 'pci'>): Nic[] {
    return withHeldNics(inventory, this.#options.kept.current.identity?.slots ?? []);
  }

  /** Something of the box that the inventory does not tell has changed. */
  boxChanged(): void {
    void this.#onGiven();
  }

  get(): Guest {
    const { observed, since } = this.#parts.follower;
    return toGuest({
      name: this.#name,
      observed,
      since,
      doing: this.#parts.actions.doing,
      spec: this.#parts.preparer.last?.plan.spec,
      slots: this.#options.kept.current.identity?.slots ?? [],
      obstacle: this.#parts.outlook.obstacle?.message,
      health: this.#options.readHealth(),
      problems: [
        ...(this.#parts.preparer.last?.problems ?? []),
        ...this.#parts.outlook.problems(isActive(observed)),
        ...this.#parts.nics.problems,
        ...this.#lost,
      ],
    });
  }

  /** It says something else of itself. */
  healthChanged(): void {
    this.#publish();
  }

  /** What libvirt says of the run that goes on; absent while none does, or nobody knows. */
  get running(): DomainFacts | undefined {
    const { observed } = this.#parts.follower;
    return observed.kind === 'domain' && isActive(observed) ? observed.facts : undefined;
  }

  /** Whether the guest is to stop for the box's sake is another. */
  stoppingChanged(): void {
    this.#publish();
  }

  /** Begins to start the guest without anybody having asked, as at the start of the box. */
  startByItself(): Promise<Operation> {
    return this.#start(itself);
  }

  /** The policy, or what technicians have said besides, is another. */
  wishesChanged(): void {
    if (this.#leave.length > 0) void this.#onGiven();
  }

  /** The hardware address of its NIC on the private link: what it has, or would get. */
  get privateMac(): string | undefined {
    const { observed } = this.#parts.follower;
    const has = observed.kind === 'domain' && isActive(observed) ? observed.facts?.nics : undefined;
    if (has !== undefined) return has.find(({ bridge }) => bridge === privateLink.bridge)?.mac;
    return this.#parts.preparer.last?.plan.spec?.privateLink?.mac;
  }

  /** What the guest was started with, and what its next start changes. */
  changes(): ConfigChanges {
    return this.#parts.starts.get();
  }

  /** Looks at the box first: what stood in the way may be gone. */
  async #start(by: Actor): Promise<Operation> {
    await this.#options.inventory.refresh();
    await this.#prepare();
    return this.#parts.actions.start(by, async (work) => {
      const run = this.#parts.starter.run(by === itself, work);
      // What is good now may be another than before.
      await run.finally(() => this.#prepare().catch(() => {}));
    });
  }

  #xml({ query }: RouteInput<'guest.xml'>): Promise<GuestXml> {
    const source = query.source ?? (isActive(this.#parts.follower.observed) ? 'live' : 'rendered');
    return readGuestXml(source, this.#name, this.#options.hypervisor, () => this.#prepare());
  }

  async #prepare(): Promise<PreparedFor> {
    const prepared = await this.#parts.preparer.prepare();
    this.#rename(prepared.snapshot.policy.guest?.name);
    this.#publish();
    return prepared;
  }

  /** Another name is another domain: as long as this one runs it stays the guest. */
  #rename(name: string | undefined): void {
    if (name === undefined || name === this.#name || isActive(this.#parts.follower.observed)) return;
    this.#name = name;
    if (!isOff(this.#parts.follower.observed)) return;
    void this.#parts.follower.look();
  }

  /** Something that the guest is made of has changed. */
  async #onGiven(): Promise<void> {
    await this.#prepare().catch(() => {});
    void this.#parts.nics.check();
    await this.#parts.autostart.consider();
  }

  /** While somebody did something with the guest, its NICs were left alone. */
  #onOperation(operation: Operation): void {
    this.#parts.actions.onOperation(operation);
    if (operationEnded(operation) && !this.#parts.actions.isBusy) void this.#parts.nics.check();
  }

  async #onDecided(): Promise<void> {
    this.#publish();
    void this.#parts.nics.check();
    await this.#parts.autostart.consider();
  }

  async #onReconciled(): Promise<void> {
    this.#ready = true;
    this.#publish();
    this.#parts.autostart.forgetTry();
    void this.#parts.nics.checkAnew();
    await this.#parts.autostart.consider();
  }

  async #onObserved(): Promise<void> {
    this.#publish();
    if (await this.#parts.starter.adopt()) await this.#prepare().catch(() => {});
    await this.#parts.autostart.settle();
  }

  #publish(): void {
    const guest = this.get();
    const changes = this.changes();
    const text = JSON.stringify([guest, changes]);
    if (text === this.#published) return;
    this.#published = text;
    if (changes.held && !this.#wasHeld) this.#options.log.warn(this.#parts.outlook.obstacle?.message ?? '');
    this.#wasHeld = changes.held;
    this.#options.bus.publish('guest', guest);
  }
}
