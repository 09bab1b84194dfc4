import { join } from 'node:path';
import type { Event, Guest, Status } from '../contract/index.ts';
import { AccessSlice, adminSeat } from './access/access.ts';
import { FailureStore } from './access/failure-store.ts';
import { lastGoodIn } from './config/last-good.ts';
import { ConfigSlice } from './config/slice.ts';
import type { Clock } from './engine/clock.ts';
import { Journal } from './engine/journal.ts';
import { operationHandlers } from './engine/operations.ts';
import { Parts } from './engine/parts.ts';
import { OperationRunner } from './engine/runner.ts';
import type { Handlers } from './engine/slice.ts';
import { openStore } from './engine/store.ts';
import { filesBelow } from './host/files.ts';
import { LibvirtHypervisor } from './host/libvirt.ts';
import { makeFolder } from './host/make-folder.ts';
import { setDatabaseAside } from './host/set-aside.ts';
import { readGroupId } from './host/socket.ts';

import { writeFileSafely } from './host/write-file.ts';
import { InventorySlice } from './inventory/slice.ts';
import type { Logging } from './logging.ts';
import type { BackendOptions } from './options.ts';
import { EventHub } from './server/event-hub.ts';
import { ApiServer } from './server/server.ts';
import { StatusSlice } from './status/status.ts';
import { watchPolicy } from './watch-policy.ts';

export interface BackendSurroundings {
  clock: Clock;
  logging: Logging;
  version: string;
}

export interface Backend {
  status(): Status;
  /** Whether the store answers and work that waits is got on with; may throw. */
  isHealthy(): boolean;
  /** Stops everything in order, in less than five seconds. The guest goes on. */
  stop(): Promise<void>;
}

const seatsGroup = 'bezel-console';
const stopWorkMs = 2500;
const stopServerMs = 1000;

/** Wires the parts together and starts them. Answers as soon as the API does; the machine and libvirt are looked at after that. */
export async function startBackend(
  options: BackendOptions,
  surroundings: BackendSurroundings,
): Promise<Backend> {
  const { clock, version } = surroundings;
  const { logs, bus, slice: log } = surroundings.logging;
  const startedAt = clock.now();
  const parts = new Parts(logs.part('backend'));

  makeFolder(options.stateDir);
  const store = openStore({ file: join(options.stateDir, 'bezel.db'), setAside: setDatabaseAside });
  for (const problem of store.problems) logs.part('store').error(problem.message, { code: problem.code });

  const runner = new OperationRunner({
    journal: new Journal(store.db),
    clock,
    log: logs.part('operations'),
    onChange: (operation) => bus.publish('operation', operation),
  });
  const config = new ConfigSlice({
    bus,
    clock,
    log: logs.part('config'),
    policyFile: options.policyFile,
    files: filesBelow('/'),
    lastGood: lastGoodIn(join(options.stateDir, 'last-good'), filesBelow('/'), writeFileSafely),
    watch: (onChange) =>
      watchPolicy(options.policyFile, clock, onChange, (error) =>
        logs.part('config').warn('Watching fails', { error }),
      ),
  });
  const access = new AccessSlice({
    clock,
    log: logs.part('access'),
    store: new FailureStore(store.db),
    readPolicy: () => config.policy.access,
    onChange: (now) => bus.publish('access', now),
  });
  const inventory = new InventorySlice({
    bus,
    clock,
    files: filesBelow(options.root),
    readPermanentMacs: async () => new Map(),
  });
  const libvirt = new LibvirtHypervisor({
    clock,
    log: logs.part('libvirt'),
    socket: options.libvirtSocket,
    uri: options.libvirtUri,
  });
  let ready = false;
  const status = new StatusSlice({
    clock,
    readParts: () => ({
      version,
      startedAt,
      ready,
      product: config.policy.product,
      notice: config.policy.console.notice,
      inventory: inventory.current,
      libvirt: libvirt.status,
      config: config.status(),
      guest: unknownGuest,
      problems: [...store.problems, ...parts.problems],
    }),
    onChange: (now) => bus.publish('status', now),
  });
  const events = new EventHub({
    bus,
    log: logs.part('server'),
    readSnapshot: (seat): Event[] => [
      { type: 'status', data: status.get() },
      { type: 'access', data: access.get(seat) },
      ...(inventory.current === undefined ? [] : [{ type: 'inventory' as const, data: inventory.current }]),
      ...runner.unfinished().map((data) => ({ type: 'operation' as const, data })),
    ],
  });
  const handlers = {
    ...config.handlers,
    ...access.handlers,
    ...inventory.handlers,
    ...log.handlers,
    ...status.handlers,
    ...operationHandlers(runner),
  } as unknown as Handlers;

  for (const topic of ['config', 'libvirt', 'inventory', 'guest'] as const)
    bus.on(topic, () => status.changed());
  libvirt.onChange(() => bus.publish('libvirt', libvirt.status));

  await parts.start('operations', { start: async () => runner.start(), stop: () => runner.stop(stopWorkMs) });
  await parts.start('config', config);
  await parts.start('access', access);
  await parts.start('events', { start: async () => events.start(), stop: async () => events.stop() });
  const server = new ApiServer({
    runtimeDir: options.runtimeDir,
    adminSeat,
    seats: config.policy.console.seats,
    seatsGid: await readGroupId(seatsGroup),
    handlers,
    events,
    log: logs.part('server'),
    version,
    actor: (seat) => access.actor(seat),
    onUse: (seat) => access.touch(seat),
  });
  await server.start();

  const observing = (async () => {
    await parts.start('inventory', inventory);
    await parts.start('libvirt', { start: async () => libvirt.start(), stop: () => libvirt.stop() });
    ready = true;
    status.changed();
  })();

  return {
    status: () => status.get(),
    isHealthy: () => store.db.prepare('SELECT 1').get() !== undefined && runner.healthy(),
    stop: async () => {
      await server.stop(stopServerMs);
      await observing;
      await parts.stop();
      await status.stop();
      await log.stop();
      store.db.close();
    },
  };
}

const no = { allowed: false };
const unknownGuest: Guest = {
  name: 'guest',
  state: 'unknown',
  nics: [],
  actions: { start: no, stop: no, kill: no, reset: no },
  problems: [],
};
