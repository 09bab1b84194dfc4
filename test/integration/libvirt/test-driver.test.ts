import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  DefineFlags,
  type DomainEvent,
  DomainEventKind,
  DomainState,
  ErrorCode,
  Libvirt,
  LibvirtError,
  ListDomainsFlags,
  MetadataType,
  ShutoffReason,
  StartedDetail,
  StoppedDetail,
} from '../../../src/libvirt/index.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { eventually } from './support/wait.ts';

const uri = 'test:///default';
let libvirtd: Libvirtd;
const clients: Libvirt[] = [];

async function open(): Promise<Libvirt> {
  const client = await Libvirt.open({ socket: libvirtd.socket, uri });
  clients.push(client);
  return client;
}

beforeAll(async () => {
  libvirtd = await startLibvirtd();
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});
afterAll(() => libvirtd?.stop());

const xml = (name: string) =>
  `<domain type='test'><name>${name}</name><memory unit='MiB'>8</memory><os><type>hvm</type></os></domain>`;

test('tells what it is and where it runs', async () => {
  const client = await open();
  expect(await client.getLibVersion()).toBeGreaterThanOrEqual(9_000_000);
  expect(await client.getType()).toBe('TEST');
  expect(await client.getUri()).toBe(uri);
  expect(await client.getHostname()).not.toBe('');
  expect(await client.nodeGetInfo()).toEqual({
    model: 'i686',
    memoryKiB: 3_145_728,
    cpus: 16,
    mhz: 1400,
    nodes: 2,
    sockets: 2,
    cores: 2,
    threads: 2,
  });
  expect(await client.getCapabilities()).toContain('<capabilities>');
});

test('finds a domain by list, name, UUID and number', async () => {
  const client = await open();
  const dom = await client.lookupByName('test');
  expect(dom.uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  expect(await client.listAllDomains()).toEqual([dom]);
  expect(await client.listAllDomains(ListDomainsFlags.INACTIVE)).toEqual([]);
  expect(await client.lookupByUuid(dom.uuid)).toEqual(dom);
  expect(await client.lookupById(dom.id)).toEqual(dom);
});

describe('what libvirt refuses', () => {
  const cases: [string, (client: Libvirt) => Promise<unknown>, number][] = [
    ['an unknown name', (c) => c.lookupByName('nobody'), ErrorCode.NO_DOMAIN],
    ['an unknown UUID', (c) => c.lookupByUuid('00000000-0000-4000-8000-000000000000'), ErrorCode.NO_DOMAIN],
    [
      'a domain that is gone',
      (c) => c.xmlDesc({ name: 'x', uuid: crypto.randomUUID(), id: -1 }),
      ErrorCode.NO_DOMAIN,
    ],
    [
      'XML that is not closed',
      (c) => c.defineXml('<domain type="test"><name>x</name>'),
      ErrorCode.XML_DETAIL,
    ],
    ['text that is no XML', (c) => c.defineXml('{"name":"x"}'), ErrorCode.XML_DETAIL],
    ['no text at all', (c) => c.defineXml(''), ErrorCode.XML_DETAIL],
    ['XML without a name', (c) => c.defineXml("<domain type='test'/>"), ErrorCode.NO_NAME],
    ['4 MiB of XML', (c) => c.defineXml(`<a>${'x'.repeat(4 * 1024 * 1024 - 7)}</a>`), ErrorCode.XML_ERROR],
    [
      'XML that breaks the schema',
      (c) => c.defineXml(xml('x').replace('</name>', '</name><nonsense/>'), DefineFlags.VALIDATE),
      ErrorCode.XML_INVALID_SCHEMA,
    ],
    [
      'what this driver has not',
      async (c) => c.backupXml(await c.lookupByName('test')),
      ErrorCode.NO_SUPPORT,
    ],
  ];
  test.each(cases)('%s', async (_what, step, code) => {
    const client = await open();
    const error = await step(client).catch((reason) => reason);
    expect(error).toBeInstanceOf(LibvirtError);
    expect(error).toMatchObject({ code });
    await expect(client.getHostname()).resolves.not.toBe('');
  });
});

test('defines, starts, pauses, stops and forgets a domain', async () => {
  const client = await open();
  const dom = await client.defineXml(xml('cycle'));
  expect(dom).toMatchObject({ name: 'cycle', id: -1 });
  const running = await client.create(dom);
  expect(running.id).toBeGreaterThan(0);
  expect(await client.isActive(dom)).toBe(true);
  expect(await client.isPersistent(dom)).toBe(true);
  expect(await client.info(dom)).toMatchObject({ state: DomainState.RUNNING, memoryKiB: 8192, vcpus: 1 });
  await client.suspend(dom);
  expect((await client.state(dom)).state).toBe(DomainState.PAUSED);
  await client.resume(dom);
  await client.destroy(dom);
  expect(await client.state(dom)).toEqual({ state: DomainState.SHUTOFF, reason: ShutoffReason.DESTROYED });
  await client.setAutostart(dom, true);
  expect(await client.getAutostart(dom)).toBe(true);
  await client.setMetadata(dom, MetadataType.TITLE, { metadata: 'Größe < 5' });
  expect(await client.getMetadata(dom, MetadataType.TITLE)).toBe('Größe < 5');
  await client.rename(dom, 'renamed');
  await client.undefine(await client.lookupByName('renamed'));
  await expect(client.lookupByName('renamed')).rejects.toMatchObject({ code: ErrorCode.NO_DOMAIN });
});

test('makes a snapshot, lists it, goes back to it and deletes it', async () => {
  const client = await open();
  const dom = await client.lookupByName('test');
  const snapshot = await client.snapshotCreate(dom, '<domainsnapshot><name>before</name></domainsnapshot>');
  expect(await client.snapshotList(dom)).toEqual([snapshot]);
  expect(await client.snapshotXml(snapshot)).toContain('<name>before</name>');
  await client.snapshotRevert(snapshot);
  await client.snapshotDelete(snapshot);
  expect(await client.snapshotList(dom)).toEqual([]);
});

test('a guest with a NIC tells its address, its clock and what it froze', async () => {
  const client = await open();
  const nic = "<devices><interface type='network'><source network='default'/></interface></devices>";
  const dom = await client.createXml(xml('online').replace('</domain>', `${nic}</domain>`));
  const [card] = await client.interfaceAddresses(dom);
  expect(card?.mac).toMatch(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
  expect(card?.addrs[0]).toMatchObject({ type: 0, addr: expect.stringMatching(/^[0-9.]+$/) });
  expect(await client.interfaceStats(dom, card?.name ?? '')).toMatchObject({
    rxBytes: expect.any(Number),
    txDropped: expect.any(Number),
  });
  expect((await client.getTime(dom)).seconds).toBeGreaterThan(0);
  expect(await client.fsFreeze(dom)).toBeGreaterThan(0);
  expect(await client.fsThaw(dom)).toBeGreaterThan(0);
  await client.destroy(dom);
});

test('2,000 events arrive without a loss and in order', async () => {
  const [actor, listener] = [await open(), await open()];
  const seen: number[] = [];
  listener.on('event', (event) => {
    if (event.kind === 'lifecycle' && event.dom.name === 'test') seen.push(event.event);
  });
  await listener.subscribe(['lifecycle']);
  const dom = await actor.lookupByName('test');
  for (let i = 0; i < 1000; i++) {
    await actor.suspend(dom);
    await actor.resume(dom);
  }
  await eventually(() => seen[1999]);
  expect(seen).toEqual(Array(1000).fill([DomainEventKind.SUSPENDED, DomainEventKind.RESUMED]).flat());
});

test('an unsubscribed kind of event does not come any more', async () => {
  const client = await open();
  const seen: string[] = [];
  client.on('event', (event) => seen.push(event.kind));
  await client.subscribe(['lifecycle', 'metadataChange']);
  await client.unsubscribe(['lifecycle']);
  const dom = await client.lookupByName('test');
  await client.suspend(dom);
  await client.resume(dom);
  await client.setMetadata(dom, MetadataType.TITLE, { metadata: 'x' });
  await eventually(() => seen[0]);
  expect(seen).toEqual(['metadataChange']);
});

test('a stop by force has its reason in the event', async () => {
  const client = await open();
  await client.subscribe(['lifecycle']);
  const events: DomainEvent[] = [];
  client.on('event', (event) => events.push(event));
  const dom = await client.createXml(xml('short'));
  await client.destroy(dom);
  await eventually(() => events[1]);
  expect(events).toMatchObject([
    { kind: 'lifecycle', event: DomainEventKind.STARTED, detail: StartedDetail.BOOTED, dom },
    {
      kind: 'lifecycle',
      event: DomainEventKind.STOPPED,
      detail: StoppedDetail.DESTROYED,
      dom: { name: 'short' },
    },
  ]);
});

test('2,000 calls at once are all answered', async () => {
  const client = await open();
  const dom = await client.lookupByName('test');
  const answers = await Promise.all(Array.from({ length: 2000 }, () => client.xmlDesc(dom)));
  expect(new Set(answers).size).toBe(1);
});

test('the test driver has a screenshot', async () => {
  const client = await open();
  const { mime, data } = await client.screenshot(await client.lookupByName('test'));
  expect(mime).toBe('image/png');
  expect(data.subarray(1, 4).toString()).toBe('PNG');
});
