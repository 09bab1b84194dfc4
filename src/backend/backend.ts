import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Event, operationEnded, privateLink, type Status, toKeyCodes } from '../contract/index.ts';
import { AccessSlice, adminSeat } from './access/access.ts';
import { FailureStore } from './access/failure-store.ts';
import { BoxSide } from './box-side.ts';
import { lastGoodIn } from './config/last-good.ts';
import { PolicyLines } from './config/policy-lines.ts';
import { ConfigSlice } from './config/slice.ts';
import { ConsoleSlice } from './display/console/slice.ts';
import { readFonts } from './display/screenshot/read-fonts.ts';
import { ScreenshotSlice } from './display/screenshot/slice.ts';
import { DisplaySlice } from './display/slice.ts';
import type { Clock } from './engine/clock.ts';
import { Journal } from './engine/journal.ts';
import { operationHandlers } from './engine/operations.ts';
import { Parts } from './engine/parts.ts';
import { OperationRunner } from './engine/runner.ts';
import type { Handlers } from './engine/slice.ts';
import { openStore } from './engine/store.ts';
import { KeptStateFile } from './guest/kept-state.ts';
import { GuestSlice } from './guest/slice.ts';
import { planEject } from './guest-api/plan-eject.ts';
import { GuestApiSlice } from './guest-api/slice.ts';
import { GuestFreeze } from './host/agent/guest-freeze.ts';
import { boxPowerBy, noBoxPower } from './host/box-power.ts';
import { runCommand } from './host/commands.ts';
import { dumpFolder } from './host/dump-folder.ts';
import { type Files, filesBelow } from './host/files.ts';
import { followCommand } from './host/follow-command.ts';
import { hugePagesOf } from './host/huge-pages.ts';
import { LibvirtHypervisor } from './host/libvirt.ts';
import { lookAtFile } from './host/look-at-file.ts';
import { makeFolder } from './host/make-folder.ts';
import { openConsole } from './host/open-console.ts';
import { readTail } from './host/read-tail.ts';
import { readTextWithin } from './host/read-within.ts';
import { removeFile } from './host/remove-file.ts';
import { setDatabaseAside } from './host/set-aside.ts';
import { readGroupId } from './host/socket.ts';
import { takeScreenshot } from './host/take-screenshot.ts';
import { watchEntries } from './host/watch-entries.ts';
import { writeFileSafely } from './host/write-file.ts';
import { writeInPlace } from './host/write-in-place.ts';
import { writeNewFile } from './host/write-new-file.ts';
import { readBootDisks } from './inventory/read-boot-disks.ts';
import { permanentMacsBy } from './inventory/read-permanent-macs.ts';
import { awaitSettledDevices } from './inventory/settled-devices.ts';
import { InventorySlice } from './inventory/slice.ts';
import { slowFactsBy } from './inventory/slow/read-slow.ts';
import type { Logging } from './logging.ts';
import { DrivesSlice } from './media/drives/slice.ts';
import { MediaSlice } from './media/slice.ts';
import { awaitNamedLinks } from './network/named-links.ts';
import { Network } from './network/network.ts';
import { NetworkNews } from './network/news.ts';
import { RoleActions } from './network/roles/role-actions.ts';
import { RoleChanges } from './network/roles/role-changes.ts';
import { RoleStateFile } from './network/roles/role-state-file.ts';
import { withRoles } from './network/roles/with-overrides.ts';
import type { BackendOptions } from './options.ts';
import { Buttons } from './power/buttons.ts';
import { PowerSlice } from './power/slice.ts';
import { Ups } from './power/ups/ups.ts';
import { EventHub } from './server/event-hub.ts';
import { GuestChannel } from './server/guest/channel/guest-channel.ts';
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
/** More than its unit lets the witness write. */
const maxWitnessBytes = 2 * 1024 * 1024;

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
  const bootId = await readBootId(files);
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
      vncSocket: options.displayDir === undefined ? undefined : join(options.displayDir, 'vnc', 'guest.sock'),
      ownNetwork: options.ownNetwork,
      ownMedia: options.ownMedia,
    },
    bootId,
    readHealth: () => guestSide.health,
    isStopping: () => power.isStopping,
  });
  const guestSide = new GuestApiSlice({
    bus,
    clock,
    log: logs.part('guest'),
    db: store.db,
    bootId,
    stream: randomBytes(4).toString('hex'),
    run: () => guest.running?.run,
    onIntent: () => bus.publish('power', power.get()),
    onHealth: () => {
      guest.healthChanged();
      status.changed();
    },
    eject: (medium, by) => {
      const plan = planEject({ drives: drives.get().drives, media: media.get().media }, medium);
      const { id } = plan;
      if (plan.kind === 'remove') media.handlers['media.remove']({ body: { id } }, by);
      else drives.handlers['drives.eject']({ body: { id, force: false } }, by);
    },
  });
  const libvirtPlace = { socket: options.libvirtSocket, uri: options.libvirtUri };
  const guestConsole = new ConsoleSlice({
    clock,
    log: logs.part('display'),
    open: (signal) => openConsole(libvirtPlace, guest.get().name, signal),
    guestState: () => guest.get().state,
    logFile: options.serialLog,
    readTail,
    readEscapeKey: () => config.policy.console.escape,
    mayType: (seat) => access.actor(seat).role !== 'viewer',
    onUse: (seat) => access.touch(seat),
  });
  const screenshots = new ScreenshotSlice({
    clock,
    guestState: () => guest.get().state,
    take: (mostBytes) => takeScreenshot(libvirtPlace, guest.get().name, mostBytes),
    readFonts: () => readFonts(files),
    saving: { runner, loans: () => media.loans, write: writeNewFile },
  });
  const storage = new Storage({
    clock,
    log: logs.part('storage'),
    run: runCommand,
    unit: options.storageUnit,
    onChange: () => status.changed(),
  });
  const policyLines = new PolicyLines(() => config.snapshot().text);
  const freeze = new GuestFreeze({
    clock,
    log: logs.part('guest'),
    db: store.db,
    bootId,
    hypervisor: libvirt,
    name: () => guest.get().name,
    onChange: () => status.changed(),
    tell: (event) => bus.publish('guest-event', event),
  });
  const ofMedia = {
    ...{ bus, clock, log: logs.part('media'), db: store.db, runner, hypervisor: libvirt, run: runCommand },
    ...{ machine, files, bootId, own: options.ownMedia },
    guestName: () => guest.get().name,
    readPolicy: () => config.policy,
    lineOf: (rule: number) => policyLines.lineOf(['media', 'rules', rule]),
  };
  const media = new MediaSlice({
    ...ofMedia,
    ...{ freeze, follow: followCommand },
    template: join(options.templatesDir, 'medium.xml'),
    readBootDisks: () => readBootDisks(machine),
    onDrives: () => drives.look(),
  });
  const drives = new DrivesSlice({
    ...{ ...ofMedia, writeText: writeInPlace, lookAtFile },
    template: join(options.templatesDir, 'drive.xml'),
  });
  const power = new PowerSlice({
    bus,
    clock,
    log: logs.part('power'),
    db: store.db,
    runner,
    hypervisor: libvirt,
    own: options.ownPower,
    boxPower: options.ownPower ? boxPowerBy(runCommand) : noBoxPower,
    dumpFolder,
    bootId,
    startGuest: async (by) =>
      by === undefined ? guest.startByItself() : guest.handlers['guest.start']({}, by),
    readWitness: async () => {
      const reading = await files.readText(options.witnessFile, maxWitnessBytes);
      return reading.ok ? reading.value : '';
    },
    readPolicy: () => config.policy,
    readGuest: () => guest.get(),
    readBoxProblems: () => ups.problems,
    readIntent: () => guestSide.intent,
    consumeIntent: () => guestSide.consumeIntent(),
  });
  const buttons = new Buttons({
    log: logs.part('power'),
    readPolicy: () => config.policy.power,
    power: power.handlers,
    readPower: () => power.get(),
    tellGuest: (event) => bus.publish('guest-event', event),
    sendCtrlAltDel: () => libvirt.pressKeys(guest.get().name, toKeyCodes('ctrl-alt-delete')),
  });
  const ups = new Ups({
    clock,
    log: logs.part('power'),
    folder: options.upsDir,
    files,
    writeFile: (path, text) => writeFileSafely(path, text, 0o640),
    removeFile,
    run: runCommand,
    watchEntries,
    readPolicy: () => config.policy.power,
    power: power.handlers,
    tellGuest: (event) => bus.publish('guest-event', event),
    onChange: () => power.problemsChanged(),
  });
  const display = new DisplaySlice({
    ...{ bus, clock, log: logs.part('display'), hypervisor: libvirt, watchEntries },
    folder: options.displayDir === undefined ? undefined : join(options.displayDir, 'control'),
    readPolicy: () => config.policy,
    readGuest: () => guest.get(),
    readPower: () => power.get(),
    readVnc: () => guest.running?.vncSocket,
  });
  const boxSide = new BoxSide({
    clock,
    log: logs.part('power'),
    files,
    machine,
    inputFolder: options.inputDir,
    stateDir: options.stateDir,
    runtimeDir: options.runtimeDir,
    buttons,
    readPolicy: () => config.policy,
    enterHostDown: (note) => power.enterHostDown(note),
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
        ...freeze.problems,
        ...media.problems,
        ...drives.problems,
        ...display.problems,
        ...power.problems,
        ...guestSide.problems,
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
      { type: 'media', data: media.get() },
      { type: 'drives', data: drives.get() },
      { type: 'display', data: display.get() },
      { type: 'power', data: power.get() },
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
    ...guestConsole.handlers,
    ...screenshots.handlers,
    ...network.handlers,
    ...roleActions.handlers,
    ...media.handlers,
    ...drives.handlers,
    ...display.handlers,
    ...power.handlers,
    ...guestSide.handlers,
    ...buttons.handlers,
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
    attachConsole: (by, takeOver, accept) => guestConsole.attach(by, takeOver, accept),
  });
  const guestApi = new GuestServer({
    clock,
    log: logs.part('server'),
    handlers,
    place: { host: privateLink.hostAddress, port: privateLink.apiPort },
    peer: privateLink.guestAddress,
    onChange: () => status.changed(),
  });
  const channel = new GuestChannel({
    clock,
    log: logs.part('server'),
    app: guestApi.app,
    news: guestSide.events,
  });
  // While nobody knows how the guest is it keeps what it has.
  bus.on('guest', ({ state }) => {
    if (state !== 'unknown') channel.follow(guest.running?.hostChannel);
  });
  bus.on('guest', () => guestConsole.guestChanged());
  bus.on('access', (now) => guestConsole.accessChanged(now));
  for (const topic of [
    'config',
    'libvirt',
    'inventory',
    'guest',
    'media',
    'drives',
    'display',
    'power',
  ] as const)
    bus.on(topic, () => status.changed());
  bus.on('power', () => guest.stoppingChanged());
  for (const topic of ['config', 'inventory', 'guest'] as const) bus.on(topic, () => news.changed());
  libvirt.onChange((change) => {
    bus.publish('libvirt', libvirt.status);
    if (change.kind === 'domain' && change.what === 'reboot' && change.name === guest.get().name)
      guestSide.wasReset();
  });

  runner.start();
  await parts.start('config', config);
  await parts.start('roles', roles);
  await parts.start('access', access);
  await parts.start('events', { start: async () => events.start(), stop: async () => events.stop() });
  await parts.start('guest-api', guestSide);
  await server.start(config.policy.console.seats);
  bus.on('config', () => {
    const { seats } = config.policy.console;
    access.policyChanged(seats);
    void roles.policyChanged();
    network.policyChanged();
    void boxSide.policyChanged();
    void ups.policyChanged();
    void server.serveSeats(seats).then(() => status.changed());
  });

  const observing = (async () => {
    await parts.start('the box', boxSide);
    if (options.ownNetwork || options.ownMedia) await awaitSettledDevices(files, clock);
    await parts.start('inventory', inventory);
    // A NIC that the guest has itself is known by who the guest is.
    await kept.read();
    await parts.start('network', network);
    await parts.start('news of the network', news);
    await parts.start('libvirt', { start: async () => libvirt.start(), stop: () => libvirt.stop() });
    await parts.start('storage', storage);
    await parts.start('guest', guest);
    // The guest's name is known now.
    await parts.start('thawing', { start: async () => freeze.start(), stop: async () => freeze.stop() });
    await parts.start('media', media);
    await parts.start('drives', drives);
    await parts.start('power', power);
    await parts.start('display', display);
    await parts.start('the UPS', ups);
  })();

  return {
    status: () => status.get(),
    isHealthy: () => store.db.prepare('SELECT 1').get() !== undefined && runner.healthy(),
    stop: async () => {
      channel.stop();
      await guestConsole.stop();
      guestSide.release();
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
