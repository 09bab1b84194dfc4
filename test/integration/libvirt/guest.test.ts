import { stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { finished } from 'node:stream/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  BlockResizeFlags,
  ConsoleFlags,
  CreateFlags,
  DefineFlags,
  type Domain,
  type DomainEvent,
  DomainEventKind,
  type DomainEventOf,
  DomainState,
  DumpFlags,
  DumpFormat,
  ErrorCode,
  GraphicsAddressFamily,
  GraphicsPhase,
  JobType,
  Libvirt,
  LibvirtError,
  MetadataType,
  ModifyFlags,
  StatsFlags,
  TrayChangeReason,
} from '../../../src/libvirt/index.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { biosDomainXml, discXml, usbStickXml } from './support/bios-domain.ts';
import { eventually } from './support/wait.ts';

let libvirtd: Libvirtd;
let client: Libvirt;
let guest: Domain;
const events: DomainEvent[] = [];

beforeAll(async () => {
  libvirtd = await startLibvirtd();
  client = await Libvirt.open({ socket: libvirtd.socket, uri: libvirtd.uri, callTimeoutMs: 90_000 });
  client.on('event', (event) => events.push(event));
  await client.subscribe();
  await client.subscribeMonitor(['RESET', 'SHUTDOWN']);
  const defined = await client.defineXml(await biosDomainXml(libvirtd), DefineFlags.VALIDATE);
  guest = await client.create(defined, CreateFlags.PAUSED);
  // When the BIOS comes to the drive it resets it, which closes a tray that libvirt has just opened for a disc.
  await runToBootMenu(guest);
});
afterAll(async () => {
  await client?.close();
  await libvirtd?.stop();
});
beforeEach(() => {
  events.length = 0;
});

const isKind =
  <K extends DomainEvent['kind']>(kind: K) =>
  (event: DomainEvent): event is DomainEventOf<K> =>
    event.kind === kind;
const eventOf = <K extends DomainEvent['kind']>(kind: K) => eventually(() => events.find(isKind(kind)));

/** Everything that a console has shown so far, and a way to wait for more. */
function collect(console: Duplex): { readonly text: string; shows(wanted: string): Promise<void> } {
  let text = '';
  console.on('data', (data) => {
    text += data;
  });
  return {
    get text() {
      return text;
    },
    shows: async (wanted) => {
      await eventually(() => (text.includes(wanted) ? true : undefined));
    },
  };
}

async function runToBootMenu(domain: Domain): Promise<void> {
  const console = await client.openConsole(domain);
  const screen = collect(console);
  await client.resume(domain);
  await screen.shows('Press ESC for boot menu');
  console.destroy();
}

describe('the serial console', () => {
  let fresh: Domain;
  beforeEach(async () => {
    fresh = await client.createXml(await biosDomainXml(libvirtd, 'fresh'), CreateFlags.PAUSED);
  });
  afterEach(() => client.destroy(fresh));

  test('shows what the BIOS says, takes a key, and shows the answer', async () => {
    const console = await client.openConsole(fresh);
    const screen = collect(console);
    await client.resume(fresh);
    await screen.shows('Press ESC for boot menu');
    expect(screen.text).toContain('SeaBIOS');
    console.write('\x1b');
    await screen.shows('Select boot device');
    console.destroy();
  });

  test('is refused to the next one, and given to the one who forces it', async () => {
    const first = await client.openConsole(fresh);
    first.resume();
    const ended = finished(first).catch((error) => error);
    const refused = await client.openConsole(fresh).catch((error) => error);
    expect(refused).toMatchObject({ code: ErrorCode.OPERATION_FAILED });
    const second = await client.openConsole(fresh, undefined, ConsoleFlags.FORCE);
    expect(await ended).toBeInstanceOf(LibvirtError);
    const screen = collect(second);
    await client.resume(fresh);
    await screen.shows('SeaBIOS');
    second.destroy();
  });

  test('of a device that is not there is an error, and the connection goes on', async () => {
    await expect(client.openConsole(fresh, 'serial7')).rejects.toMatchObject({
      code: ErrorCode.INTERNAL_ERROR,
    });
    await expect(client.openChannel(fresh, 'no.such.channel')).rejects.toThrow();
    await expect(client.getHostname()).resolves.not.toBe('');
  });
});

test('the screen is a picture', async () => {
  const { mime, data } = await client.screenshot(guest);
  expect(mime).toBe('image/png');
  const [width, height] = [data.readUInt32BE(16), data.readUInt32BE(20)];
  expect(width * height).toBeGreaterThanOrEqual(640 * 400);
  expect(data.subarray(-8, -4).toString()).toBe('IEND');
  await expect(client.screenshot(guest, 9)).rejects.toBeInstanceOf(LibvirtError);
});

test('a USB stick is plugged, seen in the XML, and unplugged, both by event', async () => {
  await client.attachDevice(guest, await usbStickXml(libvirtd), ModifyFlags.LIVE);
  expect(await eventOf('deviceAdded')).toMatchObject({ alias: 'ua-stick' });
  expect(await client.xmlDesc(guest)).toContain("<alias name='ua-stick'/>");
  await client.detachDeviceAlias(guest, 'ua-stick');
  expect(await eventOf('deviceRemoved')).toMatchObject({ alias: 'ua-stick' });
  expect(await client.xmlDesc(guest)).not.toContain('ua-stick');
  await expect(client.detachDeviceAlias(guest, 'ua-stick')).rejects.toThrow('ua-stick');
});

test('a disc is inserted: the tray opens and closes', async () => {
  await client.updateDevice(guest, await discXml(libvirtd), ModifyFlags.LIVE);
  expect(await client.xmlDesc(guest)).toContain('disc.iso');
  await eventually(() => events.filter(isKind('trayChange'))[1]);
  const reasons = events.filter(isKind('trayChange')).map(({ alias, reason }) => [alias, reason]);
  expect(reasons).toEqual([
    ['ide0-0-0', TrayChangeReason.OPEN],
    ['ide0-0-0', TrayChangeReason.CLOSE],
  ]);
});

test('somebody who looks at the screen by VNC is heard coming and going', async () => {
  const viewer = connect(join(libvirtd.dir, 'bios.vnc'));
  viewer.on('data', () => viewer.end());
  await eventually(() =>
    events.find((event) => event.kind === 'graphics' && event.phase === GraphicsPhase.DISCONNECT),
  );
  const [came] = events.filter(isKind('graphics'));
  expect(came).toMatchObject({ phase: GraphicsPhase.CONNECT, local: { family: GraphicsAddressFamily.UNIX } });
});

test('a new title is heard', async () => {
  await client.setMetadata(guest, MetadataType.TITLE, { metadata: 'a title' });
  expect(await eventOf('metadataChange')).toMatchObject({ type: MetadataType.TITLE, uri: undefined });
});

test('a disk has a size, and grows', async () => {
  expect(await client.blockInfo(guest, 'vda')).toMatchObject({ capacityBytes: 1_048_576 });
  await client.blockResize(guest, 'vda', 2_097_152, BlockResizeFlags.BYTES);
  expect(await client.blockInfo(guest, 'vda')).toMatchObject({ capacityBytes: 2_097_152 });
});

test('one reset is heard from libvirt and from QEMU', async () => {
  await client.reset(guest);
  await eventOf('reboot');
  const monitor = await eventOf('monitor');
  expect(monitor).toMatchObject({ event: 'RESET', dom: { name: 'bios' }, details: { guest: false } });
});

test('statistics come in one call for all domains, or for one', async () => {
  const [all] = await client.domainStats();
  expect(all?.dom).toEqual(guest);
  expect(all?.stats.get('state.state')).toBe(DomainState.RUNNING);
  expect(all?.stats.get('block.0.name')).toBe('vda');
  const [one] = await client.domainStats([guest], StatsFlags.CPU_TOTAL);
  expect(typeof one?.stats.get('cpu.time')).toBe('bigint');
  expect(one?.stats.has('block.0.name')).toBe(false);
  const memory = await client.memoryStats(guest);
  expect(memory.actualBalloon).toBe(32_768);
});

test('the host is described', async () => {
  expect((await client.nodeMemoryStats()).get('total')).toBeGreaterThan(0);
  expect(typeof (await client.nodeCpuStats()).get('idle')).toBe('bigint');
  expect(await client.nodeFreeMemory()).toBeGreaterThan(0);
  expect(await client.domainCapabilities({ virtType: 'qemu' })).toContain('<domain>qemu</domain>');
});

test("QEMU's monitor answers; the missing agent is said to be missing", async () => {
  const answer = await client.monitorCommand(guest, { execute: 'query-status' });
  expect(answer).toMatchObject({ return: { status: 'running' } });
  const missing = await client.agentCommand(guest, { execute: 'guest-ping' }).catch((error) => error);
  expect(missing).toMatchObject({
    code: ErrorCode.AGENT_UNRESPONSIVE,
    hint: expect.stringContaining('agent'),
  });
});

test('the memory is dumped to a file', async () => {
  const file = join(libvirtd.dir, 'dump');
  await client.coreDump(guest, file, DumpFormat.RAW, DumpFlags.MEMORY_ONLY);
  expect((await stat(file)).size).toBeGreaterThan(32 * 1024 * 1024);
  expect((await client.jobStats(guest)).params.size).toBeGreaterThanOrEqual(0);
});

test('a backup job is described while it runs, and ends with an event that has its figures', async () => {
  const socket = join(libvirtd.dir, 'nbd.sock');
  const scratch = join(libvirtd.dir, 'scratch');
  await client.backupBegin(
    guest,
    `<domainbackup mode='pull'>
      <server transport='unix' socket='${socket}'/>
      <disks><disk name='vda' backup='yes' type='file'><scratch file='${scratch}'/></disk></disks>
    </domainbackup>`,
  );
  expect(await client.backupXml(guest)).toContain(scratch);
  const { type, params } = await client.jobStats(guest);
  expect(type).not.toBe(JobType.NONE);
  expect(params.get('operation')).toBe(9);
  await client.abortJob(guest);
  const completed = await eventOf('jobCompleted');
  expect(completed.params.get('operation')).toBe(9);
  expect(completed.params.get('disk_temp_total')).toBe(2_097_152n);
  expect(completed.params.get('success')).toBe(true);
  expect(completed.params.get('errmsg')).toBe('Operation canceled');
  await expect(client.backupXml(guest)).rejects.toMatchObject({ code: ErrorCode.NO_DOMAIN_BACKUP });
});

test('the machine is paused, goes on, and is stopped by force: three events with their reasons', async () => {
  await client.suspend(guest);
  expect((await client.state(guest)).state).toBe(DomainState.PAUSED);
  await client.resume(guest);
  await client.destroy(guest);
  await eventually(() =>
    events.find((event) => event.kind === 'lifecycle' && event.event === DomainEventKind.STOPPED),
  );
  expect(
    events.flatMap((event) => (event.kind === 'lifecycle' ? [[event.event, event.detail]] : [])),
  ).toEqual([
    [DomainEventKind.SUSPENDED, 0],
    [DomainEventKind.RESUMED, 0],
    [DomainEventKind.SHUTDOWN, 2],
    [DomainEventKind.STOPPED, 1],
  ]);
  await expect(client.destroy(guest)).rejects.toMatchObject({ code: ErrorCode.OPERATION_INVALID });
  guest = await client.create(guest);
  expect(await client.isActive(guest)).toBe(true);
  await expect(client.create(guest)).rejects.toMatchObject({ code: ErrorCode.OPERATION_INVALID });
});
