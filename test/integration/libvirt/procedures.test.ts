import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  type Domain,
  DumpFlags,
  ErrorCode,
  Libvirt,
  LibvirtError,
  MetadataType,
  XmlFlags,
} from '../../../src/libvirt/index.ts';
import { connectProcedures } from '../../../src/libvirt/procedures/connect.ts';
import { defineProcedures } from '../../../src/libvirt/procedures/define.ts';
import { deviceProcedures } from '../../../src/libvirt/procedures/devices.ts';
import { eventProcedures } from '../../../src/libvirt/procedures/events.ts';
import { guestProcedures } from '../../../src/libvirt/procedures/guest.ts';
import { jobProcedures } from '../../../src/libvirt/procedures/jobs.ts';
import { nodeProcedures } from '../../../src/libvirt/procedures/node.ts';
import { powerProcedures } from '../../../src/libvirt/procedures/power.ts';
import { qemuProcedures } from '../../../src/libvirt/procedures/qemu.ts';
import { snapshotProcedures } from '../../../src/libvirt/procedures/snapshots.ts';
import { statsProcedures } from '../../../src/libvirt/procedures/stats.ts';
import { streamProcedures } from '../../../src/libvirt/procedures/streams.ts';
import { remote, text } from '../../../src/libvirt/procedures/wire.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { biosDomainXml, usbStickXml } from './support/bios-domain.ts';

let libvirtd: Libvirtd;
let client: Libvirt;
let guest: Domain;
let xml: string;
let stick: string;

beforeAll(async () => {
  libvirtd = await startLibvirtd();
  client = await Libvirt.open({ socket: libvirtd.socket, uri: libvirtd.uri, callTimeoutMs: 90_000 });
  xml = await biosDomainXml(libvirtd);
  stick = await usbStickXml(libvirtd);
  guest = await client.create(await client.defineXml(xml));
});
afterAll(async () => {
  await client?.close();
  await libvirtd?.stop();
});

/** What needs an agent, a NIC, a snapshot, a job or privileges, none of which this guest has. */
const MAY_BE_REFUSED = new Set([
  ...[
    'abortJob',
    'agentCommand',
    'backupBegin',
    'backupXml',
    'blockCommit',
    'blockJobAbort',
    'detachDeviceAlias',
  ],
  ...['fsFreeze', 'fsThaw', 'fsTrim', 'getTime', 'guestHostname', 'guestInfo', 'interfaceAddresses'],
  ...[
    'interfaceStats',
    'openChannel',
    'pmSuspend',
    'pmWakeup',
    'setTime',
    'setUserPassword',
    'snapshotCreate',
  ],
  ...['snapshotDelete', 'snapshotRevert', 'snapshotXml', 'sysinfo'],
]);

const snapshot = () => ({ name: 'none', dom: guest });
const file = (name: string) => join(libvirtd.dir, name);

/** One call of each method, in an order in which most of them succeed. What matters is that libvirtd can read them. */
const steps: [string, () => Promise<unknown>][] = [
  ['defineXml', async () => client.defineXml(await client.xmlDesc(guest, XmlFlags.INACTIVE))],
  ['version', () => client.getVersion()],
  ['libVersion', () => client.getLibVersion()],
  ['type', () => client.getType()],
  ['uri', () => client.getUri()],
  ['hostname', () => client.getHostname()],
  ['capabilities', () => client.getCapabilities()],
  ['sysinfo', () => client.getSysinfo()],
  [
    'domainCapabilities',
    () => client.domainCapabilities({ arch: 'x86_64', machine: 'pc', virtType: 'qemu' }),
  ],
  ['nodeInfo', () => client.nodeGetInfo()],
  ['nodeFreeMemory', () => client.nodeFreeMemory()],
  ['nodeCpuStats', () => client.nodeCpuStats()],
  ['nodeMemoryStats', () => client.nodeMemoryStats()],
  ['listAllDomains', () => client.listAllDomains()],
  [
    'lookups',
    () =>
      Promise.all([
        client.lookupById(guest.id),
        client.lookupByName('bios'),
        client.lookupByUuid(guest.uuid),
      ]),
  ],
  ['xmlDesc', () => client.xmlDesc(guest)],
  ['getAutostart', () => client.getAutostart(guest)],
  ['setAutostart', () => client.setAutostart(guest, false)],
  ['setMetadata', () => client.setMetadata(guest, MetadataType.TITLE, { metadata: 'title' })],
  ['getMetadata', () => client.getMetadata(guest, MetadataType.TITLE)],
  ['info', () => client.info(guest)],
  ['state', () => client.state(guest)],
  ['isActive', () => client.isActive(guest)],
  ['isPersistent', () => client.isPersistent(guest)],
  ['subscribe', () => client.subscribe()],
  ['unsubscribe', () => client.unsubscribe(['tunable'])],
  ['subscribeMonitor', () => client.subscribeMonitor(['SHUTDOWN'])],
  ['unsubscribeMonitor', () => client.unsubscribeMonitor(['SHUTDOWN'])],
  ['attachDevice', () => client.attachDevice(guest, stick)],
  ['updateDevice', () => client.updateDevice(guest, stick)],
  ['detachDevice', () => client.detachDevice(guest, stick)],
  ['detachDeviceAlias', () => client.detachDeviceAlias(guest, 'none')],
  ['blockInfo', () => client.blockInfo(guest, 'vda')],
  ['blockResize', () => client.blockResize(guest, 'vda', 1024)],
  ['blockStats', () => client.blockStats(guest, 'vda')],
  ['interfaceStats', () => client.interfaceStats(guest, 'vnet0')],
  ['interfaceAddresses', () => client.interfaceAddresses(guest, 1)],
  ['memoryStats', () => client.memoryStats(guest)],
  ['domainStats', () => client.domainStats([guest])],
  ['setMemory', () => client.setMemory(guest, 32_768)],
  ['setVcpus', () => client.setVcpus(guest, 1)],
  ['injectNmi', () => client.injectNmi(guest)],
  ['sendKey', () => client.sendKey(guest, [29, 56, 111], { holdMs: 1 })],
  ['guestHostname', () => client.guestHostname(guest, 2)],
  ['fsFreeze', () => client.fsFreeze(guest, ['/'])],
  ['fsThaw', () => client.fsThaw(guest)],
  ['fsTrim', () => client.fsTrim(guest, '/')],
  ['getTime', () => client.getTime(guest)],
  ['setTime', () => client.setTime(guest, { seconds: 1_700_000_000, nanoseconds: 5 })],
  ['setUserPassword', () => client.setUserPassword(guest, 'root', 'secret')],
  ['guestInfo', () => client.guestInfo(guest)],
  ['setAgentTimeout', () => client.setAgentTimeout(guest, 5)],
  ['agentCommand', () => client.agentCommand(guest, { execute: 'guest-ping' })],
  ['monitorCommand', () => client.monitorCommand(guest, { execute: 'query-version' })],
  ['snapshotCreate', () => client.snapshotCreate(guest, '<domainsnapshot/>')],
  ['snapshotList', () => client.snapshotList(guest)],
  ['snapshotXml', () => client.snapshotXml(snapshot())],
  ['snapshotRevert', () => client.snapshotRevert(snapshot())],
  ['snapshotDelete', () => client.snapshotDelete(snapshot())],
  ['jobStats', () => client.jobStats(guest)],
  ['abortJob', () => client.abortJob(guest)],
  ['blockJobInfo', () => client.blockJobInfo(guest, 'vda')],
  ['blockJobAbort', () => client.blockJobAbort(guest, 'vda')],
  ['blockCommit', () => client.blockCommit(guest, 'vda', { base: '/nonexistent' })],
  ['backupBegin', () => client.backupBegin(guest, '<domainbackup/>', '<domaincheckpoint/>')],
  ['backupXml', () => client.backupXml(guest)],
  ['coreDump', () => client.coreDump(guest, file('dump'), 0, DumpFlags.MEMORY_ONLY)],
  ['screenshot', () => client.screenshot(guest)],
  ['openConsole', async () => (await client.openConsole(guest)).destroy()],
  ['openChannel', async () => (await client.openChannel(guest, 'none')).destroy()],
  ['suspend', () => client.suspend(guest)],
  ['resume', () => client.resume(guest)],
  ['reset', () => client.reset(guest)],
  ['reboot', () => client.reboot(guest)],
  ['shutdown', () => client.shutdown(guest)],
  ['pmSuspend', () => client.pmSuspend(guest, 0)],
  ['pmWakeup', () => client.pmWakeup(guest)],
  ['managedSave', () => client.managedSave(guest)],
  ['hasManagedSave', async () => expect(await client.hasManagedSave(guest)).toBe(true)],
  ['managedSaveRemove', () => client.managedSaveRemove(guest)],
  ['create', () => client.create(guest)],
  ['save', () => client.save(guest, file('saved'))],
  ['restore', () => client.restore(file('saved'))],
  ['destroy', () => client.destroy(guest)],
  ['rename', () => client.rename(guest, 'renamed')],
  ['undefine', () => client.undefine(guest)],
  ['createXml', () => client.createXml(xml.replace('<name>bios', '<name>other'))],
];

const procedures = [
  connectProcedures,
  defineProcedures,
  deviceProcedures,
  eventProcedures,
  guestProcedures,
  jobProcedures,
  nodeProcedures,
  powerProcedures,
  qemuProcedures,
  snapshotProcedures,
  statsProcedures,
  streamProcedures,
].flatMap((table) => Object.values<{ name: string }>(table).map(({ name }) => name));

/** Called when a connection is opened and closed. */
const HANDSHAKE = [
  'virConnectOpen',
  'virConnectClose',
  'virConnectSupportsFeature',
  'remoteAuthList',
  'remoteAuthPolkit',
];

test('libvirtd can read every procedure that we have, and we can read its answers', async () => {
  const called = new Set(HANDSHAKE);
  const [call, openStream] = [vi.spyOn(client, 'call'), vi.spyOn(client, 'openStream')];
  const outcomes: [string, unknown][] = [];
  for (const [name, step] of steps) outcomes.push([name, await step().catch((error) => error)]);
  for (const [procedure] of [...call.mock.calls, ...openStream.mock.calls]) called.add(procedure.name);

  const failures = outcomes.flatMap(([name, outcome]) =>
    outcome instanceof Error ? [[name, outcome] as const] : [],
  );
  for (const [name, failure] of failures) {
    expect(failure, name).toBeInstanceOf(LibvirtError);
    expect(failure, name).not.toMatchObject({ code: ErrorCode.RPC });
  }
  expect(client.lost).toBeUndefined();
  expect(procedures.filter((name) => !called.has(name))).toEqual([]);
  expect(failures.filter(([name]) => !MAY_BE_REFUSED.has(name))).toEqual([]);
});

test('libvirtd says so when it can not read the arguments of a procedure', async () => {
  const wrong = remote(24, 'virDomainLookupByUUID', {}, { xml: text });
  await expect(client.call(wrong, {})).rejects.toMatchObject({ code: ErrorCode.RPC });
});
