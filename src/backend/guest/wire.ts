import type { Guest, GuestHealth, Inventory } from '../../contract/index.ts';
import type { PolicySnapshot } from '../config/slice.ts';
import type { Bus } from '../engine/bus.ts';
import type { Clock } from '../engine/clock.ts';
import type { Log } from '../engine/log.ts';
import { defaultStopTimeoutS } from '../engine/stop-timeout.ts';
import type { Database } from '../engine/store.ts';
import type { Topics } from '../engine/topics.ts';
import type { Runner } from '../engine/work.ts';
import type { HugePages } from '../host/huge-pages.ts';
import type { Hypervisor } from '../host/hypervisor.ts';
import { Actions } from './actions.ts';
import type { StepTools } from './apply-steps.ts';
import { Autostart } from './autostart.ts';
import { Follower } from './follow.ts';
import type { KeptStateFile } from './kept-state.ts';
import { GuestNics } from './nics/guest-nics.ts';
import { Provision } from './nics/provision.ts';
import type { PrepareOptions } from './prepare.ts';
import { type PreparedFor, Preparer } from './preparer.ts';
import { StartHistory } from './starts/history.ts';
import { type GoodFiles, LastGoodStart } from './starts/last-good.ts';
import { Outlook } from './starts/outlook.ts';
import { StartStore } from './starts/start-store.ts';
import { Starter } from './starts/starter.ts';
import { Starts } from './starts/starts.ts';

export interface GuestOptions {
  bus: Bus<Topics>;
  clock: Clock;
  log: Log;
  db: Database;
  runner: Runner & { cancel(id: string): unknown };
  hypervisor: Hypervisor;
  hugePages: HugePages;
  config: { snapshot(): PolicySnapshot } & GoodFiles;
  inventory: { get(): Promise<Inventory>; refresh(): Promise<Inventory> };
  /** Gives each of the box's NICs its bridge, and none of them one of these addresses, which the guest's NICs have from then on. */
  applyNetwork(macs?: readonly string[]): Promise<unknown>;
  /** Whether a NIC of the box does not give up its address, so that the guest cannot have it. */
  portKeeps(mac: string): boolean;
  kept: KeptStateFile;
  /** The guest was asked to stop for the box's sake. */
  isStopping(): boolean;
  prepare: PrepareOptions;
  /** How the guest is by its own words. */
  readHealth(): GuestHealth;
  /** Of this boot of the host: `/proc/sys/kernel/random/boot_id`. */
  bootId: string;
}

/** What the parts ask of the slice that they belong to. */
export interface GuestSelf {
  /** Of the domain, now. */
  name(): string;
  get(): Guest;
  prepare(): Promise<PreparedFor>;
  startByItself(): Promise<unknown>;
  /** What is told of the guest may be another. */
  onChange(): void;
  /** A technician has decided something. */
  onDecided(): void;
  /** The domain is not what it was. */
  onObserved(): void;
  /** The first look at the domain after libvirt was connected. */
  onReconciled(): void;
}

export interface WiredGuest {
  follower: Follower;
  preparer: Preparer;
  history: StartHistory;
  lastGood: LastGoodStart;
  outlook: Outlook;
  starts: Starts;
  starter: Starter;
  actions: Actions;
  autostart: Autostart;
  nics: GuestNics;
}

/** Makes the parts of the guest's slice and gives each what it needs of the others. Nothing works before the slice is started. */
export function wireGuest(options: GuestOptions, self: GuestSelf): WiredGuest {
  const { clock, log, hypervisor, hugePages, kept, bootId, config, inventory } = options;
  const policy = () => config.snapshot().policy.guest;
  const { name, prepare, onChange, onObserved, onReconciled } = self;
  const follower = new Follower({ clock, log, hypervisor, name, onChange: onObserved, onReconciled });
  const observed = () => follower.observed;
  const tools = (): StepTools => ({ name: name(), log, hypervisor, hugePages, follower });

  const history = new StartHistory({ log, store: new StartStore(options.db) });
  const lastGood = new LastGoodStart({ clock, log, files: config });
  const preparer = new Preparer({
    log,
    files: options.prepare,
    kept,
    lastGood,
    readPolicy: () => config.snapshot(),
    readInventory: () => inventory.get(),
    portKeeps: options.portKeeps,
    observed,
  });
  const outlook = new Outlook({ history, kept, lastGood, prepared: () => preparer.last });
  const { onDecided } = self;
  const starts = new Starts({ log, outlook, history, kept, lastGood, prepare, onDecided });
  const starter = new Starter({
    ...{ clock, log, bootId, history, kept, lastGood, outlook, tools, prepare },
    readHardware: () => inventory.refresh(),
    applyNetwork: options.applyNetwork,
  });
  const actions = new Actions({
    runner: options.runner,
    guest: self.get,
    tools,
    stopTimeoutS: () => policy()?.stopTimeoutS ?? defaultStopTimeoutS,
    obstacle: () => outlook.obstacle,
    isStopping: options.isStopping,
    onChange,
  });
  const autostart = new Autostart({
    ...{ log, kept, bootId, observed },
    wanted: () => policy()?.autostart,
    busy: () => actions.isBusy,
    isHeld: () => outlook.isHeld,
    tryKey: () => outlook.tryKey,
    start: self.startByItself,
  });
  const provision = new Provision({
    ...{ kept, history, outlook, applyNetwork: options.applyNetwork },
    prepared: () => preparer.last,
  });
  const nics = new GuestNics({
    ...{ clock, log, hypervisor, follower, name, onChange },
    busy: () => actions.isBusy,
    wanted: () => provision.wanted(),
    makeReady: (joining, wanted) => provision.makeReady(joining, wanted),
  });
  return { follower, preparer, history, lastGood, outlook, starts, starter, actions, autostart, nics };
}
