import {
  CreateFlags,
  DefineFlags,
  type Domain,
  type DomainEvent,
  DumpFlags,
  DumpFormat,
  domainStateName,
  ErrorCode,
  type EventName,
  GuestInfoFlags,
  type Libvirt,
  LibvirtError,
  LibvirtSession,
  lifecycleDetailName,
  lifecycleEventName,
  ModifyFlags,
  ShutdownFlags,
  stateReasonName,
  UndefineFlags,
  XmlFlags,
} from 'libvirt';
import type { Clock } from '../engine/clock.ts';
import type { Log } from '../engine/log.ts';
import type { PowerEvent } from '../engine/power-event.ts';
import type { GuestMount } from './agent/guest-agent.ts';
import { parseGuestMounts } from './agent/parse-guest-mounts.ts';
import type { DomainView, Hypervisor, HypervisorChange, HypervisorStatus } from './hypervisor.ts';
import { KnownDomains } from './known-domains.ts';
import { toHypervisorError } from './libvirt-error.ts';

export interface LibvirtOptions {
  clock: Clock;
  log: Log;
  /** Default: libvirtd's or virtqemud's own. */
  socket?: string;
  /** Default `qemu:///system`. */
  uri?: string;
}

/** What QEMU says of how a run begins and ends: libvirt's own events tell a halt from a reboot no more. */
const monitored = ['RESUME', 'SHUTDOWN', 'RESET', 'POWERDOWN', 'GUEST_PANICKED', 'WATCHDOG'];
const followed: readonly EventName[] = [
  'lifecycle',
  'reboot',
  'watchdog',
  'ioError',
  'controlError',
  'agentLifecycle',
  'deviceAdded',
  'deviceRemoved',
  'deviceRemovalFailed',
  'trayChange',
];
/** On the same machine only a libvirtd that hangs is found by it; an idle box has better things to do than to ask every five seconds. */
const rareKeepalive = { keepaliveIntervalMs: 30_000, keepaliveCount: 2 };
/** A QEMU that starts under emulation on a busy box takes this long at worst. */
const longCallMs = 180_000;
const keysHeldMs = 100;
/** libvirt waits for the agent for ever, where nobody says otherwise. */
const agentS = 30;
/** The guest's firmware variables and its TPM outlive the definition: without a word libvirt refuses the one, and deletes the other. */
const forget = UndefineFlags.MANAGED_SAVE | UndefineFlags.KEEP_NVRAM | UndefineFlags.KEEP_TPM;

/**
 * libvirt over two connections, each made again for ever: one for events and short questions, one for what takes long. libvirtd serves
 * few calls of one connection at a time, so that a start would hold up the questions.
 */
export class LibvirtHypervisor implements Hypervisor {
  readonly #options: LibvirtOptions;
  readonly #watching: LibvirtSession;
  readonly #working: LibvirtSession;
  readonly #listeners = new Set<(change: HypervisorChange) => void>();
  readonly #domains = new KnownDomains();
  #status: HypervisorStatus = { connected: false };

  constructor(options: LibvirtOptions) {
    this.#options = options;
    const { socket, uri } = options;
    const common = {
      ...(socket === undefined ? {} : { socket }),
      ...(uri === undefined ? {} : { uri }),
      ...rareKeepalive,
    };
    // Only QEMU has a monitor: libvirt's other drivers refuse whoever asks for its events.
    const monitorEvents = (uri ?? 'qemu:').startsWith('qemu') ? monitored : [];
    this.#watching = new LibvirtSession({ ...common, events: followed, monitorEvents });
    this.#working = new LibvirtSession({ ...common, events: [], callTimeoutMs: longCallMs });
    for (const session of [this.#watching, this.#working]) {
      session.on('connected', () => void this.#onConnected());
      session.on('disconnected', (error) => this.#onDisconnected(error));
    }
    this.#watching.on('event', (event) => {
      if (event.kind === 'lifecycle' && isOfDefinition(lifecycleEventName(event.event)))
        this.#domains.forget();
      const power = toPowerEvent(event);
      if (power !== undefined) this.#tell({ kind: 'power', name: event.dom.name, event: power });
      if (event.kind !== 'monitor') this.#tell(toChange(event));
    });
  }

  /** Begins to connect, and returns at once. */
  start(): void {
    this.#watching.start();
    this.#working.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.#watching.stop(), this.#working.stop()]);
  }

  get status(): HypervisorStatus {
    return this.#status;
  }

  onChange(listener: (change: HypervisorChange) => void): () => void {
    const own = (change: HypervisorChange): void => listener(change);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  readDomain(name: string): Promise<DomainView | undefined> {
    return use(this.#watching, (connection) =>
      orNone(
        this.#domains.use(connection, name, async (dom) => {
          const [{ state, reason }, xml] = await Promise.all([
            connection.state(dom),
            connection.xmlDesc(dom),
          ]);
          return {
            uuid: dom.uuid,
            state: domainStateName(state),
            reason: stateReasonName(state, reason),
            xml,
          };
        }),
      ),
    );
  }

  readDefinedXml(name: string): Promise<string | undefined> {
    return use(this.#watching, (connection) =>
      orNone(this.#domains.use(connection, name, (dom) => connection.xmlDesc(dom, XmlFlags.INACTIVE))),
    );
  }

  async defineDomain(xml: string): Promise<void> {
    await use(this.#working, (connection) => connection.defineXml(xml, DefineFlags.VALIDATE));
  }

  async undefineDomain(name: string): Promise<void> {
    await this.#change(name, (connection, dom) => connection.undefine(dom, forget));
  }

  async startDomain(name: string): Promise<void> {
    await this.#change(name, (connection, dom) => connection.create(dom, CreateFlags.FORCE_BOOT));
  }

  async askToStop(name: string, by: 'agent' | 'button'): Promise<void> {
    const flag = by === 'agent' ? ShutdownFlags.GUEST_AGENT : ShutdownFlags.ACPI_POWER_BTN;
    await this.#change(name, (connection, dom) => connection.shutdown(dom, flag));
  }

  async resumeDomain(name: string): Promise<void> {
    await this.#change(name, (connection, dom) => connection.resume(dom));
  }

  async destroyDomain(name: string): Promise<void> {
    await this.#change(name, (connection, dom) => connection.destroy(dom));
  }

  async dumpMemory(name: string, file: string): Promise<void> {
    // However long it takes: who asks has a limit, and ends the guest then.
    await this.#change(name, (connection, dom) =>
      connection.coreDump(dom, file, DumpFormat.KDUMP_ZLIB, DumpFlags.MEMORY_ONLY, { timeoutMs: 0 }),
    );
  }

  async resetDomain(name: string): Promise<void> {
    await this.#change(name, (connection, dom) => connection.reset(dom));
  }

  async pressKeys(name: string, keys: readonly number[]): Promise<void> {
    await this.#change(name, (connection, dom) => connection.sendKey(dom, keys, { holdMs: keysHeldMs }));
  }

  async attachDevice(name: string, xml: string): Promise<void> {
    await this.#change(name, (connection, dom) => connection.attachDevice(dom, xml, ModifyFlags.LIVE));
  }

  async updateDevice(name: string, xml: string, { force = false } = {}): Promise<void> {
    const flags = force ? ModifyFlags.LIVE | ModifyFlags.FORCE : ModifyFlags.LIVE;
    await this.#change(name, (connection, dom) => connection.updateDevice(dom, xml, flags));
  }

  /** By alias: by XML libvirt would wait for the guest, some seconds long. */
  async detachDevice(name: string, alias: string): Promise<void> {
    await this.#change(name, (connection, dom) => connection.detachDeviceAlias(dom, alias, ModifyFlags.LIVE));
  }

  readGuestMounts(name: string): Promise<GuestMount[]> {
    return this.#askAgent(name, async (connection, dom) =>
      parseGuestMounts(await connection.guestInfo(dom, GuestInfoFlags.FILESYSTEM)),
    );
  }

  freezeFileSystems(name: string, mountpoints: readonly string[]): Promise<number> {
    return this.#askAgent(name, (connection, dom) => connection.fsFreeze(dom, mountpoints));
  }

  /** libvirt takes no mount points here: what was frozen is thawed. */
  thawFileSystems(name: string): Promise<number> {
    return this.#askAgent(name, (connection, dom) => connection.fsThaw(dom));
  }

  askAgent(name: string, command: { execute: string; arguments?: object }): Promise<unknown> {
    return this.#change(name, (connection, dom) => connection.agentCommand(dom, command, agentS));
  }

  #askAgent<T>(name: string, fn: (connection: Libvirt, dom: Domain) => Promise<T>): Promise<T> {
    return this.#change(name, async (connection, dom) => {
      await connection.setAgentTimeout(dom, agentS);
      return fn(connection, dom);
    });
  }

  #change<T>(name: string, fn: (connection: Libvirt, dom: Domain) => Promise<T>): Promise<T> {
    return use(this.#working, (connection) =>
      this.#domains.use(connection, name, (dom) => fn(connection, dom)),
    );
  }

  /** Connected means both: who is told so may look and act at once. */
  async #onConnected(): Promise<void> {
    const { connection } = this.#watching;
    if (connection === undefined || this.#working.connection === undefined) return;
    const version = await connection.getLibVersion().then(toVersion, () => undefined);
    const lost = this.#watching.connection !== connection || this.#working.connection === undefined;
    if (lost || this.#status.connected) return;
    this.#status = { connected: true, ...(version === undefined ? {} : { version }), since: this.#now() };
    this.#options.log.info(
      version === undefined ? 'libvirt is connected' : `libvirt ${version} is connected`,
    );
    this.#tell({ kind: 'connected' });
  }

  /** Comes for each of the two; the first of an outage counts. */
  #onDisconnected(error: Error): void {
    if (!this.#status.connected && this.#status.since !== undefined) return;
    this.#status = { connected: false, since: this.#now() };
    this.#options.log.warn(`libvirt is not reachable: ${error.message}`, { error });
    this.#tell({ kind: 'disconnected' });
  }

  #tell(change: HypervisorChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  #now(): string {
    return this.#options.clock.now().toISOString();
  }
}

async function use<T>(session: LibvirtSession, fn: (connection: Libvirt) => Promise<T>): Promise<T> {
  try {
    return await session.use(fn);
  } catch (error) {
    throw toHypervisorError(error);
  }
}

/** What is read of a domain; `undefined` when there is none. */
async function orNone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof LibvirtError && error.code === ErrorCode.NO_DOMAIN) return undefined;
    throw error;
  }
}

const isOfDefinition = (what: string): boolean => what === 'defined' || what === 'undefined';

const deviceEvents: Partial<Record<DomainEvent['kind'], 'added' | 'removed' | 'removal-failed'>> = {
  deviceAdded: 'added',
  deviceRemoved: 'removed',
  deviceRemovalFailed: 'removal-failed',
};

function toChange(event: DomainEvent): HypervisorChange {
  const { name } = event.dom;
  const what = deviceEvents[event.kind];
  if (what === undefined || !('alias' in event)) return { kind: 'domain', name, what: toWords(event) };
  return { kind: 'device', name, alias: event.alias, what };
}

function toPowerEvent(event: DomainEvent): PowerEvent | undefined {
  if (event.kind === 'monitor') {
    const { event: name, stamp, atMs, details } = event;
    return { from: 'qemu', event: name, stamp, atMs, data: details };
  }
  if (event.kind !== 'lifecycle') return undefined;
  const { event: what, detail } = event;
  return { from: 'libvirt', event: lifecycleEventName(what), detail: lifecycleDetailName(what, detail) };
}

function toWords(event: DomainEvent): string {
  if (event.kind !== 'lifecycle') return event.kind;
  return `${lifecycleEventName(event.event)} (${lifecycleDetailName(event.event, event.detail)})`;
}

/** libvirt gives 11003000 for 11.3.0. */
const toVersion = (n: number): string =>
  `${Math.floor(n / 1_000_000)}.${Math.floor(n / 1000) % 1000}.${n % 1000}`;
