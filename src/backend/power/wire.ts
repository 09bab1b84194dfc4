import type { Actor, Guest, Operation, PowerIntent, Problem } from '../../contract/index.ts';
import type { PolicyInForce } from '../config/policy/policy.ts';
import type { Bus } from '../engine/bus.ts';
import type { Clock } from '../engine/clock.ts';
import type { Log } from '../engine/log.ts';
import { defaultStopTimeoutS } from '../engine/stop-timeout.ts';
import type { Database } from '../engine/store.ts';
import type { Topics } from '../engine/topics.ts';
import type { Runner } from '../engine/work.ts';
import type { BoxPower } from '../host/box-power.ts';
import type { DumpFolder } from '../host/dump-folder.ts';
import type { Hypervisor } from '../host/hypervisor.ts';
import { AskedFor } from './asked.ts';
import type { PowerContext } from './context.ts';
import { Dumper } from './dump/dumper.ts';
import { Acting } from './follow/acting.ts';
import { Following } from './follow/following.ts';
import { GuestOff } from './follow/guest-off.ts';
import { Ledger } from './ledger/ledger.ts';
import { PowerStore } from './ledger/power-store.ts';
import { MaintenanceMode } from './maintenance.ts';
import { Stopper } from './stop/stopper.ts';

export interface PowerOptions {
  bus: Bus<Topics>;
  clock: Clock;
  log: Log;
  db: Database;
  runner: Runner & { cancel(id: string): unknown; unfinished(): Operation[] };
  hypervisor: Hypervisor;
  /** Whether the box's power is ours to switch. */
  own: boolean;
  boxPower: BoxPower;
  dumpFolder: DumpFolder;
  /** Of this boot of the host. */
  bootId: string;
  readPolicy(): PolicyInForce;
  readGuest(): Guest;
  /** Begins to start the guest: for a seat, else by itself. */
  startGuest(by?: Actor): Promise<Operation>;
  /** What QEMU said while no backend ran; empty where nothing is known. */
  readWitness(): Promise<string>;
  /** What is wrong with the box's own power, its UPS for example. */
  readBoxProblems(): Problem[];
  /** What the guest says that it is about to do. */
  readIntent(): PowerIntent | undefined;
  /** The guest has stopped, and what it had said has been taken into account. */
  consumeIntent(): void;
}

export interface WiredPower {
  context: PowerContext;
  ledger: Ledger;
  following: Following;
  acting: Acting;
  guestOff: GuestOff;
  stopper: Stopper;
  maintenance: MaintenanceMode;
  asked: AskedFor;
}

export const stopTimeoutS = ({ readPolicy }: Pick<PowerOptions, 'readPolicy'>): number =>
  readPolicy().guest?.stopTimeoutS ?? defaultStopTimeoutS;

/** What the parts ask of the slice that they belong to. */
export interface PowerSelf {
  changed(): void;
  /** Starts the guest by itself, and waits until that has ended. */
  startGuest(): Promise<Operation>;
  onRun(): void;
}

/** Makes the parts of following and gives each what it needs of the others. Nothing works before the slice is started. */
export function wirePower(options: PowerOptions, self: PowerSelf): WiredPower {
  const { clock, log, hypervisor, bootId, own, boxPower } = options;
  const ledger = new Ledger({ log, store: new PowerStore(options.db) });
  const context: PowerContext = {
    ...{ clock, log, ledger, hypervisor, bootId, changed: self.changed },
    name: () => options.readGuest().name,
    policy: () => options.readPolicy().power,
  };
  const guestOff = new GuestOff(context);
  const stopper = new Stopper({ ...context, stopTimeoutS: () => stopTimeoutS(options) });
  const dumper = new Dumper({
    ...{ ...context, folder: options.dumpFolder },
    memoryMiB: () => options.readGuest().memoryMiB,
  });
  const acting: Acting = new Acting({
    ...{ ...context, own, boxPower, guestOff },
    beforeEnd: (record) => dumper.dump(record),
    startGuest: self.startGuest,
    onFailedStart: (problem) => following.failedStart(problem),
  });
  const { readWitness, readIntent, consumeIntent } = options;
  const following = new Following({
    ...{ ...context, readWitness, readIntent, consumeIntent },
    onDecided: (record) => {
      stopper.settled();
      acting.take(record);
    },
    onLeft: (record, hasRunAgain) => acting.resume(record, hasRunAgain),
    onRun: () => {
      acting.overtake('The guest was started');
      self.onRun();
    },
    onOff: () => guestOff.told(),
  });
  const maintenance = new MaintenanceMode(context);
  return { context, ledger, following, acting, guestOff, stopper, maintenance, asked: new AskedFor(context) };
}
