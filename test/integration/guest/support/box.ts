import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastGoodIn } from '../../../../src/backend/config/last-good.ts';
import { ConfigSlice } from '../../../../src/backend/config/slice.ts';
import { Bus } from '../../../../src/backend/engine/bus.ts';
import { systemClock } from '../../../../src/backend/engine/clock.ts';
import { Journal } from '../../../../src/backend/engine/journal.ts';
import { OperationRunner } from '../../../../src/backend/engine/runner.ts';
import { openStore } from '../../../../src/backend/engine/store.ts';
import type { Topics } from '../../../../src/backend/engine/topics.ts';
import { KeptStateFile } from '../../../../src/backend/guest/kept-state.ts';
import { GuestSlice } from '../../../../src/backend/guest/slice.ts';
import { filesBelow } from '../../../../src/backend/host/files.ts';
import { LibvirtHypervisor } from '../../../../src/backend/host/libvirt.ts';
import { writeFileSafely } from '../../../../src/backend/host/write-file.ts';
import { InventorySlice } from '../../../../src/backend/inventory/slice.ts';
import type { Guest, Operation } from '../../../../src/contract/index.ts';
import { operationEnded } from '../../../../src/contract/index.ts';
import type { Libvirtd } from '../../../support/libvirtd.ts';
import { machine as recorded } from '../../../support/machines.ts';
import { silentLog } from '../../../unit/backend/silent-log.ts';
import { eventually } from '../../libvirt/support/wait.ts';

/** A box without a box: a recorded machine, a policy and a template in a folder of their own, and a real libvirtd. */
export interface Box {
  policyFile: string;
  template: string;
  /** `autostart` is off unless asked for. What the guest has on its disk is nothing: its firmware waits for ever, and hears no power button. */
  writePolicy(options?: { autostart?: boolean }): Promise<void>;
  /** Starts a backend; another one on the same folders after `stop`, as after a restart of the service or of the box. */
  start(options?: { bootId?: string }): Promise<Backend>;
  remove(): Promise<void>;
}

export interface Backend {
  guest: GuestSlice;
  config: ConfigSlice;
  runner: OperationRunner;
  operations: Operation[];
  /** Waits until the guest is seen so. */
  seen(state: Guest['state']): Promise<Guest>;
  /** Waits until the operation has ended. */
  ended(operation: Operation): Promise<Operation>;
  stop(): Promise<void>;
}

export async function makeBox(libvirtd: Libvirtd, machine = 'small'): Promise<Box> {
  const folder = await mkdtemp(join(tmpdir(), 'bezel-guest-'));
  const disk = join(libvirtd.dir, 'guest.img');
  await writeFile(disk, Buffer.alloc(1024 * 1024));
  await libvirtd.give(disk);
  const policyFile = join(folder, 'appliance.yaml');
  const template = join(folder, 'domain.xml');
  await cp(join(import.meta.dirname, '..', '..', '..', '..', 'templates', 'domain.xml'), template);
  const running = new Set<Backend>();

  return {
    policyFile,
    template,
    writePolicy: ({ autostart = false } = {}) =>
      writeFile(
        policyFile,
        `version: 1\nguest:\n  accelerator: tcg\n  autostart: ${autostart}\n  stopTimeoutS: 5\n  numa: none\n  memory: {maxMiB: 64, minMiB: 64}\n  disks: [{target: vda, source: ${disk}}]\nnetwork: {nics: none}\n`,
      ),
    start: async ({ bootId = 'boot-1' } = {}) => {
      const backend = await startBackend(libvirtd, folder, { policyFile, template, bootId, machine });
      running.add(backend);
      return { ...backend, stop: () => backend.stop().finally(() => running.delete(backend)) };
    },
    remove: async () => {
      for (const backend of running) await backend.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Paths {
  policyFile: string;
  template: string;
  bootId: string;
  /** Of test/fixtures/machines. */
  machine: string;
}

async function startBackend(
  libvirtd: Libvirtd,
  folder: string,
  { policyFile, template, bootId, machine: machineName }: Paths,
): Promise<Backend> {
  const clock = systemClock;
  const log = silentLog;
  const files = filesBelow('/');
  const machine = recorded(machineName).files;
  const bus = new Bus<Topics>((topic, error) => {
    throw new Error(`a listener of ${topic} fails`, { cause: error });
  });
  const { db } = openStore({ file: join(folder, 'bezel.db'), setAside: (file) => file });
  const operations: Operation[] = [];
  const runner = new OperationRunner({
    journal: new Journal(db),
    clock,
    log,
    onChange: (operation) => {
      operations.push(operation);
      bus.publish('operation', operation);
    },
  });
  const lastGood = lastGoodIn(join(folder, 'last-good'), files, writeFileSafely);
  const config = new ConfigSlice({
    bus,
    clock,
    log,
    policyFile,
    files,
    lastGood,
    watch: () => ({ close: () => {} }),
  });
  const inventory = new InventorySlice({
    bus,
    clock,
    files: machine,
    readPermanentMacs: async () => new Map(),
    askDevice: machine.readText,
    readSlowFacts: async () => ({ readAt: clock.now().toISOString(), firmware: new Map(), smart: new Map() }),
  });
  const hypervisor = new LibvirtHypervisor({ clock, log, socket: libvirtd.socket, uri: libvirtd.uri });
  const guest = new GuestSlice({
    bus,
    clock,
    log,
    db,
    runner,
    hypervisor,
    hugePages: { reserve: async () => {}, giveBack: async () => {} },
    readHealth: () => ({ state: 'unknown' }),
    config,
    inventory,
    applyNetwork: async () => [],
    portKeeps: () => false,
    kept: new KeptStateFile({ log, file: join(folder, 'guest.json'), files, writeFile: writeFileSafely }),
    prepare: {
      files,
      template,
      serialLog: join(libvirtd.dir, 'serial.log'),
      ownNetwork: false,
      ownMedia: false,
    },
    bootId,
    isStopping: () => false,
  });
  runner.start();
  await config.start();
  await inventory.start();
  await guest.start();
  hypervisor.start();
  return {
    guest,
    config,
    runner,
    operations,
    seen: (state) => eventually(() => (guest.get().state === state ? guest.get() : undefined)),
    ended: ({ id }) =>
      eventually(() => operations.findLast((operation) => operation.id === id && operationEnded(operation))),
    stop: async () => {
      await guest.stop();
      await runner.stop(2000);
      await hypervisor.stop();
      await inventory.stop();
      await config.stop();
      db.close();
    },
  };
}
