import { join } from 'node:path';
import { type Event, operationEnded, privateLink, type Status } from '../contract/index.ts';
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
import { KeptStateFile } from './guest/kept-state.ts';
import { GuestSlice } from './guest/slice.ts';
import { runCommand } from './host/commands.ts';
import { type Files, filesBelow } from './host/files.ts';
import { followCommand } from './host/follow-command.ts';
import { hugePagesOf } from './host/huge-pages.ts';
import { LibvirtHypervisor } from './host/libvirt.ts';
import { makeFolder } from './host/make-folder.ts';
import { readTextWithin } from './host/read-within.ts';
import { removeFile } from './host/remove-file.ts';
import { setDatabaseAside } from './host/set-aside.ts';
import { readGroupId } from './host/socket.ts';

import { writeFileSafely } from './host/write-file.ts';
import { writeInPlace } from './host/write-in-place.ts';
import { permanentMacsBy } from './inventory/read-permanent-macs.ts';
import { InventorySlice } from './inventory/slice.ts';
import { slowFactsBy } from './inventory/slow/read-slow.ts';
import type { Logging } from './logging.ts';
import { awaitNamedLinks } from './network/named-links.ts';
import { Network } from './network/network.ts';
import { NetworkNews } from './network/news.ts';
import { RoleActions } from './network/roles/role-actions.ts';
import { RoleChanges } from './network/roles/role-changes.ts';
import { RoleStateFile } from './network/roles/role-state-file.ts';
import { withRoles } from './network/roles/with-overrides.ts';
import type { BackendOptions } from './options.ts';
import { EventHub } from './server/event-hub.ts';
import { GuestServer } from './server/guest/guest-server.ts';
import { ApiServer } from './server/server.ts';
import { StatusSlice } from './status/status.ts';
import { Storage } from './storage/storage.ts';
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
/** A sensor on a slow bus answers in some 100 ms; the other readings of the inventory may be in the queue before it. */
const deviceAnswerMs = 5000;

/** Wires the parts together and starts them. Answers as soon as the API does; the machine and libvirt are looked at after that. */
export async function startBackend(
  options: BackendOptions,
  surroundings: BackendSurroundings,
): Promise<Backend> {
  const { clock, version } = surroundings;
  const { logs, bus, slice: log } = surroundings.logging;
  const startedAt = clock.now();
  const parts = new Parts(logs.part('backend'));

  const files = filesBelow('/');
  makeFolder(options.stateDir);
  const store = openStore({ file: join(options.stateDir, 'bezel.db'), setAside: setDatabaseAside });
  for (const problem of store.problems) logs.part('store').error(problem.message, { code: problem.code });

  const runner = new OperationRunner({
    journal: new Journal(store.db),
    clock,
    log: logs.part('operations'),
    onChange: (operation) => {
      bus.publish('operation', operation);
      if (operationEnded(operation)) status.changed();
    },
  });
  const config = new ConfigSlice({
    bus,
    clock,
    log: logs.part('config'),
    policyFile: options.policyFile,
    files,
    lastGood: lastGoodIn(join(options.stateDir, 'last-good'), files, writeFileSafely),
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
  const machine = filesBelow(options.root);
  const inventory = new InventorySlice({
    bus,
    clock,
    files: machine,
    readPermanentMacs: permanentMacsBy(runCommand),
    askDevice: readTextWithin(machine.readText, clock, deviceAnswerMs),
    readSlowFacts: slowFactsBy(runCommand, clock),
  });
  const libvirt = new LibvirtHypervisor({
    clock,
    log: logs.part('libvirt'),
    socket: options.libvirtSocket,
    uri: options.libvirtUri,
  });
  const roles = new RoleChanges({
    clock,
    readPorts: () => (config.status().inForce === 'none' ? undefined : config.policy.network.ports),
    log: logs.part('network'),
    file: new RoleStateFile({
      log: logs.part('network'),
      file: join(options.stateDir, 'network.json'),
      files,
      writeFile: writeFileSafely,
    }),
    onChange: () => {
      network.policyChanged();
      guest.wishesChanged();
      status.changed();
      news.changed();
    },
  });
  const kept = new KeptStateFile({
    log: logs.part('guest'),
    file: join(options.stateDir, 'guest.json'),
    files,
    writeFile: writeFileSafely,
  });
  const readBoxNics = async () => guest.boxNics(await inventory.get());
  const network = new Network({
    clock,
    log: logs.part('network'),
    host: { run: runCommand, readText: files.readText, writeText: writeInPlace },
    networkdFolder: options.networkdDir,
    resolverFile: join(options.runtimeDir, 'resolv.conf'),
    networkd: {
      run: runCommand,
      listNames: files.listNames,
      readText: files.readText,
      writeFile: (path, text) => writeFileSafely(path, text, 0o644, 0o755),
      removeFile,
    },
    follow: followCommand,
    machine,
    linksNamed: () => awaitNamedLinks(files, clock),
    readPolicy: () => withRoles(config.policy.network, roles),
    roles,
    own: options.ownNetwork,
    runner,
    readNics: readBoxNics,
    guestNics: () => guest.get().nics,
    guestPrivateMac: () => guest.privateMac,
    onPrivateLink: (isThere) => void guestApi.serve(isThere),
    refreshNics: async () => guest.boxNics(await inventory.refreshNics()),
    onChange: () => {
      status.changed();
      news.changed();
    },
    onAddresses: () => guest.boxChanged(),
  });
  const news = new NetworkNews({
    clock,
    log: logs.part('network'),
    read: () => network.get(),
    tell: (now) => bus.publish('network', now),
  });
  const roleActions = new RoleActions({
    changes: roles,
    own: options.ownNetwork,
    runner,
    readNics: readBoxNics,
    network,
  });
  const guest = new GuestSlice({
    bus,
    clock,
    log: logs.part('guest'),
    db: store.db,
    runner,
    hypervisor: libvirt,
    hugePages: hugePagesOf({
      files,
      writeText: writeInPlace,
      writeFile: writeFileSafely,
      baselineFile: join(options.runtimeDir, 'huge-pages'),
    }),
    config: {
      snapshot: () => {
        const { policy, text } = config.snapshot();
        return { policy: { ...policy, network: withRoles(policy.network, roles) }, text };
      },
      keepAsGood: (good) => config.keepAsGood(good),
      readGood: () => config.readGood(),
    },
    inventory,
    applyNetwork: (macs) => network.apply(macs),
    portKeeps: (mac) => network.portKeeps(mac),
    kept,
    prepare: {
      files,
      template: join(options.templatesDir, 'domain.xml'),
      serialLog: options.serialLog,
      ownNetwork: options.ownNetwork,
    },
    bootId: await readBootId(files),
  });
  const storage = new Storage({
    clock,
    log: logs.part('storage'),
    run: runCommand,
    unit: options.storageUnit,
    onChange: () => status.changed(),
  });
  const status = new StatusSlice({
    clock,
    readParts: () => ({
      version,
      startedAt,
      ready: guest.ready,
      product: config.policy.product,
      notice: config.policy.console.notice,
      inventory: inventory.current,
      libvirt: libvirt.status,
      config: config.status(),
      changes: guest.changes(),
      guest: guest.get(),
      problems: [
        ...store.problems,
        ...runner.problems,
        ...parts.problems,
        ...storage.problems,
        ...network.problems,
        ...server.problems,
        ...guestApi.problems,
      ],
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
      ...(news.current === undefined ? [] : [{ type: 'network' as const, data: news.current }]),
      ...runner.unfinished().map((data) => ({ type: 'operation' as const, data })),
    ],
  });
  const handlers: Handlers = {
    ...config.handlers,
    ...access.handlers,
    ...inventory.handlers,
    ...log.handlers,
    ...status.handlers,
    ...guest.handlers,
    ...network.handlers,
    ...roleActions.handlers,
    ...operationHandlers(runner),
  };

  const server = new ApiServer({
    runtimeDir: options.runtimeDir,
    adminSeat,
    seatsGid: await readGroupId(seatsGroup),
    handlers,
    events,
    log: logs.part('server'),
    version,
    actor: (seat) => access.actor(seat),
    onUse: (seat) => access.touch(seat),
  });
  const guestApi = new GuestServer({
    clock,
    log: logs.part('server'),
    handlers,
    place: { host: privateLink.hostAddress, port: privateLink.apiPort },
    peer: privateLink.guestAddress,
    onChange: () => status.changed(),
  });
  for (const topic of ['config', 'libvirt', 'inventory', 'guest'] as const)
    bus.on(topic, () => status.changed());
  for (const topic of ['config', 'inventory', 'guest'] as const) bus.on(topic, () => news.changed());
  libvirt.onChange(() => bus.publish('libvirt', libvirt.status));

  runner.start();
  await parts.start('config', config);
  await parts.start('roles', roles);
  await parts.start('access', access);
  await parts.start('events', { start: async () => events.start(), stop: async () => events.stop() });
  await server.start(config.policy.console.seats);
  bus.on('config', () => {
    const { seats } = config.policy.console;
    access.policyChanged(seats);
    void roles.policyChanged();
    network.policyChanged();
    void server.serveSeats(seats).then(() => status.changed());
  });

  const observing = (async () => {
    await parts.start('inventory', inventory);
    // A NIC that the guest has itself is known by who the guest is.
    await kept.read();
    await parts.start('network', network);
    await parts.start('news of the network', news);
    await parts.start('libvirt', { start: async () => libvirt.start(), stop: () => libvirt.stop() });
    await parts.start('storage', storage);
    await parts.start('guest', guest);
  })();

  return {
    status: () => status.get(),
    isHealthy: () => store.db.prepare('SELECT 1').get() !== undefined && runner.healthy(),
    stop: async () => {
      await Promise.all([server.stop(stopServerMs), guestApi.stop(stopServerMs)]);
      // Before what the work needs: it ends in order while libvirt still answers.
      await runner.stop(stopWorkMs);
      await storage.stop();
      await observing;
      await parts.stop();
      await status.stop();
      await log.stop();
      store.db.close();
    },
  };
}

/** Changes with every boot of the host; see random(4). Unknown, it is another one each time. */
async function readBootId(files: Files): Promise<string> {
  const reading = await files.readText('/proc/sys/kernel/random/boot_id');
  return reading.ok ? reading.value.trim() : crypto.randomUUID();
}
