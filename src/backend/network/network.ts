import {
  type Actor,
  type Guest,
  type IdentifyRequest,
  identifyRequest,
  type Network as NetworkNow,
  type NetworkPort,
  type Nic,
  type Operation,
  type PortRole,
  type Problem,
} from '../../contract/index.ts';
import type { NetworkPolicy } from '../config/policy/policy.ts';
import type { Clock } from '../engine/clock.ts';
import { type Coalesced, coalesce } from '../engine/coalesce.ts';
import type { Log } from '../engine/log.ts';
import { oneAtATime } from '../engine/one-at-a-time.ts';
import { type OneMore, oneMore } from '../engine/one-more.ts';
import { planPortRoles, roleOf } from '../engine/port-roles.ts';
import type { Slice } from '../engine/slice.ts';
import type { Runner } from '../engine/work.ts';
import type { Files } from '../host/files.ts';
import type { FollowCommand } from '../host/follow-command.ts';
import { type Applied, applyBridges } from './apply-bridges.ts';
import { applyRules } from './apply-rules.ts';
import { Corrections } from './corrections.ts';
import { findPort, runIdentify } from './identify.ts';
import { Neighbours } from './lldp/neighbours.ts';
import { applyResolver } from './management/apply-resolver.ts';
import { type ManagementPort, toManagementPorts } from './management/management-ports.ts';
import { renderManagement } from './management/render-management.ts';
import type { NicPlan } from './model.ts';
import { applyNetworkFiles, type NetworkdHost } from './networkd/apply-files.ts';
import { wantedPrivateLink } from './plan-private-link.ts';
import type { WantedRules } from './plan-rules.ts';
import { readCounters } from './read-counters.ts';
import type { NetworkHost } from './read-observed.ts';
import { RefusedAddresses } from './refused-addresses.ts';
import type { RoleChanges } from './roles/role-changes.ts';
import { toNetwork } from './to-network.ts';
import { toPrivateLink } from './to-private-link.ts';
import { toWanted } from './to-wanted.ts';
import { watchLinks } from './watch-links.ts';

/** One change of a link comes as several messages. The first is answered at once. */
const lookEveryMs = 40;
/** The links on which the host may speak. */
const inside = ['lo'];

export interface NetworkOptions {
  clock: Clock;
  log: Log;
  host: NetworkHost;
  networkd: NetworkdHost;
  /** `/run/systemd/network` unless said otherwise. */
  networkdFolder?: string;
  /** The host's `/etc/resolv.conf`; without one it is nobody's. */
  resolverFile?: string;
  follow: FollowCommand;
  /** What the machine's sysfs says. */
  machine: Pick<Files, 'readText'>;
  /** Resolves when new links have their lasting names. */
  linksNamed(): Promise<void>;
  /** Whether the machine's links are ours to change: true on a box, false on a machine that somebody else works on. */
  own: boolean;
  /** What NICs are for by technicians' words comes first in `ports`. */
  readPolicy(): NetworkPolicy;
  roles: Pick<RoleChanges, 'unconfirmed' | 'problems'>;
  runner: Runner;
  /** The NICs as they were read last. */
  readNics(): Promise<readonly Nic[]>;
  guestNics(): Guest['nics'];
  /** The hardware address of the guest's NIC on the private link. */
  guestPrivateMac(): string | undefined;
  /** Reads the NICs anew, and tells who wants to know. */
  refreshNics(): Promise<readonly Nic[]>;
  /** Looked at just now: whether the private link is as it is wanted. */
  onPrivateLink(isThere: boolean): void;
  /** `problems` are others. */
  onChange(): void;
  /** `portKeeps` may answer otherwise. */
  onAddresses(): void;
}

/**
 * Joins the box's NICs to the guest's, and keeps them so: whatever the kernel says about links makes it look again. One application at a time;
 * each looks at the links anew. What we change ourselves is heard too: the look after it finds nothing to do.
 */
export class Network implements Slice<'network.get' | 'network.identify'> {
  readonly #options: NetworkOptions;
  readonly #corrections: Corrections;
  readonly #neighbours: Neighbours;
  readonly #looking: OneMore;
  readonly #trigger: Coalesced;
  #watch: { stop(): Promise<void> } | undefined;
  #stopped = false;
  #problems: Problem[] = [];
  #deaf: Problem | undefined;
  /** The links that are as they were wanted at the last look, and what the NICs among them were for. */
  #settled: ReadonlyMap<string, PortRole | undefined> = new Map();
  readonly #refused = new RefusedAddresses();
  /** The host's on management ports, as they were seen last. */
  #addresses: ReadonlyMap<string, readonly string[]> = new Map();
  /** What the packet filter was to be the last time. */
  #rules = '';
  /** Hardware addresses that the guest was, or is being, started with. */
  #promised: ReadonlySet<string> = new Set();
  /** How often something was heard of links or the policy, and how often when they were applied last. */
  #heardTimes = 0;
  #appliedAt: number | undefined;

  constructor(options: NetworkOptions) {
    this.#options = options;
    const { clock, log, host, follow, onChange } = options;
    this.#looking = oneMore(() => this.#look());
    this.#trigger = coalesce(clock, lookEveryMs, () => this.#looking.trigger());
    this.#neighbours = new Neighbours({ clock, log, run: host.run, follow, onChange });
    this.#corrections = new Corrections({ clock, log, onChange, onPauseOver: () => this.#trigger.trigger() });
  }

  readonly handlers: Slice<'network.get' | 'network.identify'>['handlers'] = {
    'network.get': () => this.#getCounted(),
    'network.identify': ({ body }, by) => this.#identify(identifyRequest.parse(body), by),
  };

  /** Without what is counted. */
  async get(): Promise<NetworkNow> {
    const { own, readNics, guestNics, guestPrivateMac, readPolicy } = this.#options;
    const nics = await readNics();
    const policy = readPolicy();
    const { entries } = planPortRoles(policy.ports, nics);
    const settled = own ? this.#settled : undefined;
    const { unconfirmed } = this.#options.roles;
    return {
      ...toNetwork({
        ...{ nics, entries, settled, unconfirmed, neighbours: this.#neighbours.heard },
        ...{ guestNics: guestNics(), addresses: this.#addresses, problems: this.problems },
      }),
      ...toPrivateLink(policy.privateLink, settled, guestPrivateMac()),
    };
  }

  async #getCounted(): Promise<NetworkNow> {
    const now = await this.get();
    const count = async (port: NetworkPort): Promise<NetworkPort> => ({
      ...port,
      counters: await readCounters(this.#options.machine, port.nic),
    });
    return { ...now, ports: await Promise.all(now.ports.map(count)) };
  }

  /** What stood in the way the last time, and what somebody else had changed. */
  get problems(): Problem[] {
    return [
      ...(this.#deaf === undefined ? [] : [this.#deaf]),
      ...this.#problems,
      ...this.#corrections.problems,
      ...this.#options.roles.problems,
      ...this.#neighbours.problems,
    ];
  }

  async start(): Promise<void> {
    const { clock, follow, own } = this.#options;
    if (own) this.#neighbours.start();
    this.#watch = watchLinks({
      clock,
      follow,
      onChange: () => {
        this.#heardTimes += 1;
        this.#trigger.trigger();
      },
      onListening: () => this.#heard(),
      onFailure: (message, nextInMs) => this.#failed(message, nextInMs),
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#trigger.cancel();
    await this.#watch?.stop();
    await this.#neighbours.stop();
    await this.#looking.settled();
    this.#corrections.stop();
  }

  /** The policy may be another. */
  policyChanged(): void {
    this.#refused.forget();
    this.#heardTimes += 1;
    if (this.#watch !== undefined) this.#trigger.trigger();
  }

  /**
   * Gives each NIC what the policy says, also those that are left alone for a while. Never throws; what stands in the way of one NIC is a problem
   * and leaves the others alone. The guest's NICs are about to have the addresses `macs`: no NIC of the box has one of them then. Without them
   * those of the last call count, and what was applied since anything changed is not applied again.
   */
  async apply(macs?: readonly string[]): Promise<Problem[]> {
    if (macs !== undefined) this.#promised = new Set(macs);
    else if (this.#appliedAt === this.#heardTimes) return this.#problems;
    await this.#applyInTurn(() => false);
    return this.#problems;
  }

  /** Whether the guest can't have this address, which is the permanent one of a NIC of the box, since the NIC has it on the wire. */
  portKeeps(mac: string): boolean {
    return !this.#options.own || this.#refused.has(mac);
  }

  readonly #applyInTurn = oneAtATime(async (isPaused: (plan: NicPlan) => boolean): Promise<void> => {
    const heard = this.#heardTimes;
    try {
      const nics = await this.#options.refreshNics();
      if (this.#options.own) await this.#apply(nics, isPaused);
      this.#appliedAt = heard;
    } catch (error) {
      this.#options.log.error('The links of the box cannot be followed', { error });
    }
  });

  async #look(): Promise<void> {
    if (this.#options.own) await this.#options.linksNamed();
    if (!this.#stopped) await this.#applyInTurn(this.#corrections.isPaused);
  }

  async #apply(nics: readonly Nic[], isPaused: (plan: NicPlan) => boolean): Promise<void> {
    const { host, networkd, networkdFolder, log, readPolicy, onChange } = this.#options;
    const policy = readPolicy();
    const { entries, problems: portProblems } = planPortRoles(policy.ports, nics);
    const before = JSON.stringify(this.#refused.problems);
    const wantedNics = this.#refused.without(toWanted(nics, policy, entries, this.#promised));
    const privately = policy.privateLink ? [wantedPrivateLink] : [];
    const wanted = [...wantedNics, ...privately];
    const management = renderManagement(toManagementPorts(nics, entries));
    const wantedRules: WantedRules = {
      ...{ inside, privateBridge: privately[0]?.nic },
      management: management.usable.map(({ nic, allow }) => ({ nic, allow })),
    };
    const wish = JSON.stringify(wantedRules);
    const isOtherWish = wish !== this.#rules;
    this.#rules = wish;
    const rules = await applyRules(host.run, wantedRules);
    const {
      problems: nicProblems,
      done,
      refusals,
      settled,
      addresses,
    } = await applyBridges(host, wanted, isPaused);
    this.#refused.note(refusals, wantedNics);
    if (JSON.stringify(this.#refused.problems) !== before) this.#options.onAddresses();
    const files = await applyNetworkFiles(networkd, management.files, networkdFolder);
    const resolver = await this.#applyResolver(management.usable);
    const isOther = this.#noteAddresses(management.usable, addresses);
    const rolesThen = new Map(nics.map((nic) => [nic.name, roleOf(entries, nic)]));
    this.#settled = new Map([...settled.keys()].map((name) => [name, rolesThen.get(name)]));
    this.#options.onPrivateLink(settled.has(wantedPrivateLink.nic));
    this.#corrections.note(wanted, done, settled);
    if (rules.did === 'replaced' && !isOtherWish)
      log.warn("The host's packet filter was another one and is replaced");
    const problems = [
      ...[...portProblems, ...rules.problems, ...nicProblems],
      ...[...this.#refused.problems, ...management.problems, ...files.problems, ...resolver],
    ];
    const isNew = JSON.stringify(problems) !== JSON.stringify(this.#problems);
    this.#problems = problems;
    if (isNew) for (const problem of problems) log.error(problem.message, { code: problem.code });
    if (isNew || isOther || done.length > 0) onChange();
  }

  async #applyResolver(management: readonly ManagementPort[]): Promise<Problem[]> {
    const { networkd, resolverFile } = this.#options;
    return resolverFile === undefined ? [] : applyResolver(networkd, management, resolverFile);
  }

  /** Whether they are others than before. */
  #noteAddresses(management: readonly ManagementPort[], seen: Applied['addresses']): boolean {
    const before = JSON.stringify([...this.#addresses]);
    this.#addresses = new Map(management.map(({ nic }) => [nic, seen.get(nic) ?? []]));
    return JSON.stringify([...this.#addresses]) !== before;
  }

  async #identify({ port, seconds }: IdentifyRequest, by: Actor): Promise<Operation> {
    const { runner, readNics, host, clock } = this.#options;
    const { name } = findPort(port, await readNics());
    return runner.submit({
      kind: 'network.identify',
      by,
      cancellable: true,
      run: (context) => runIdentify(host.run, clock, { name, seconds }, context),
    });
  }

  #heard(): void {
    if (this.#deaf === undefined) return;
    this.#deaf = undefined;
    this.#options.onChange();
  }

  #failed(message: string, nextInMs: number): void {
    this.#deaf = {
      code: 'network.not-watched',
      severity: 'warning',
      message: `Changes of links are not noticed: ip monitor has ended (${message})`,
      hint: `It is started again in ${nextInMs / 1000} s`,
    };
    this.#options.log.warn(this.#deaf.message, { nextInMs });
    this.#options.onChange();
  }
}
