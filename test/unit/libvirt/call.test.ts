import { describe, expect, onTestFinished, test } from 'vitest';
import {
  CallAborted,
  CallTimeout,
  ConnectionLost,
  ErrorCode,
  InvalidArgument,
  Libvirt,
  LibvirtError,
  systemClock,
} from '../../../src/libvirt/index.ts';
import { connectProcedures } from '../../../src/libvirt/procedures/connect.ts';
import { defineProcedures } from '../../../src/libvirt/procedures/define.ts';
import { MessageType } from '../../../src/libvirt/rpc/header.ts';
import { FakeClock } from './support/fake-clock.ts';
import { argsOf, type Packet, type Peer, startFakeServer } from './support/fake-server.ts';
import { openOn } from './support/opened.ts';
import { eventually } from './support/wait.ts';

const { hostname } = connectProcedures;
const { lookupByName } = defineProcedures;
const dom = { name: 'guest', uuid: '4b7e0a32-24c3-47fb-a7cc-27f34e73b6d5', id: 3 };
const callsOf = (peer: Peer) => peer.packets.filter((packet) => argsOf(packet, lookupByName) !== undefined);

describe('answers', () => {
  test('each goes to its own call, in whatever order they come', async () => {
    const waiting: Packet[] = [];
    const { client } = await openOn((packet, peer) => {
      waiting.push(packet);
      if (waiting.length < 3) return;
      for (const call of waiting.reverse()) {
        const name = argsOf(call, lookupByName)?.name ?? '';
        peer.reply(call, lookupByName, { dom: { ...dom, name } });
      }
    });
    const found = await Promise.all(['a', 'b', 'c'].map((name) => client.lookupByName(name)));
    expect(found.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  test("a refusal has libvirt's code, its text and the procedure, and the connection goes on", async () => {
    const { client } = await openOn((packet, peer) => {
      if (argsOf(packet, lookupByName)) peer.fail(packet, ErrorCode.NO_DOMAIN, 'Domain not found');
      else peer.reply(packet, hostname, { hostname: 'box' });
    });
    const error = await client.lookupByName('nobody').catch((reason) => reason);
    expect(error).toBeInstanceOf(LibvirtError);
    expect(error).toMatchObject({
      code: 42,
      domain: 10,
      message: 'Domain not found',
      procedure: 'virDomainLookupByName',
    });
    await expect(client.getHostname()).resolves.toBe('box');
  });
});

describe('a caller that gives up', () => {
  test('gets CallTimeout; the late answer is dropped and the connection goes on', async () => {
    const clock = new FakeClock();
    const late: Packet[] = [];
    const { client, peer } = await openOn(
      (packet, peer) =>
        late.length === 0 ? late.push(packet) : peer.reply(packet, hostname, { hostname: 'box' }),
      { clock, keepaliveIntervalMs: 0, callTimeoutMs: 30_000 },
    );
    const answer = client.lookupByName('slow').catch((reason) => reason);
    const call = await eventually(() => late[0]);
    clock.advance(30_000);
    expect(await answer).toBeInstanceOf(CallTimeout);
    peer.reply(call, lookupByName, { dom });
    await expect(client.getHostname()).resolves.toBe('box');
  });

  test('by its signal gets CallAborted with the reason', async () => {
    const { client, peer } = await openOn();
    const abort = new AbortController();
    const answer = client.lookupByName('slow', { signal: abort.signal }).catch((reason) => reason);
    await eventually(() => callsOf(peer)[0]);
    abort.abort('no longer wanted');
    expect(await answer).toBeInstanceOf(CallAborted);
    expect((await answer).cause).toBe('no longer wanted');
  });

  test('before the call sends nothing', async () => {
    const { client, peer } = await openOn((packet, peer) =>
      peer.reply(packet, hostname, { hostname: 'box' }),
    );
    await expect(client.lookupByName('x', { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(
      CallAborted,
    );
    await client.getHostname();
    expect(callsOf(peer)).toEqual([]);
  });

  test('while the call waits for its turn sends nothing', async () => {
    const { client, peer } = await openOn(undefined, { callsInFlight: 1 });
    const abort = new AbortController();
    const first = client.lookupByName('first').catch((reason) => reason);
    const second = client.lookupByName('second', { signal: abort.signal }).catch((reason) => reason);
    abort.abort();
    expect(await second).toBeInstanceOf(CallAborted);
    const third = client.lookupByName('third').catch((reason) => reason);
    const call = await eventually(() => callsOf(peer)[0]);
    peer.reply(call, lookupByName, { dom });
    await eventually(() => callsOf(peer)[1]);
    await client.close();
    await Promise.all([first, third]);
    expect(callsOf(peer).map((packet) => argsOf(packet, lookupByName)?.name)).toEqual(['first', 'third']);
  });
});

test('no more calls are under way than libvirtd serves at once, given-up ones included', async () => {
  const clock = new FakeClock();
  const { client, peer } = await openOn(undefined, { clock, keepaliveIntervalMs: 0, callTimeoutMs: 1_000 });
  const answers = Array.from({ length: 6 }, (_, i) =>
    client.lookupByName(`dom${i}`).catch((reason) => reason),
  );
  await eventually(() => callsOf(peer)[3]);
  clock.advance(999);
  const last = client.lookupByName('last').catch((reason) => reason);
  clock.advance(1);
  for (const answer of answers) expect(await answer).toBeInstanceOf(CallTimeout);
  expect(callsOf(peer)).toHaveLength(4);
  const [late] = callsOf(peer);
  if (late !== undefined) peer.reply(late, lookupByName, { dom });
  const sent = await eventually(() => callsOf(peer)[4]);
  expect(argsOf(sent, lookupByName)).toEqual({ name: 'last' });
  peer.reply(sent, lookupByName, { dom });
  expect(await last).toEqual(dom);
});

describe('what libvirt would not take is refused before it is sent', () => {
  const cases: [string, (client: Libvirt) => Promise<unknown>, string][] = [
    ['XML of more than 4 MiB', (c) => c.defineXml('x'.repeat(4 * 1024 * 1024 + 1)), 'xml: 4194305 bytes'],
    [
      '4 MiB in characters, more in bytes',
      (c) => c.defineXml('ä'.repeat(3 * 1024 * 1024)),
      'xml: 6291456 bytes',
    ],
    ['17 keys', (c) => c.sendKey(dom, Array(17).fill(1)), 'keys: 17 elements'],
    ['257 mount points', (c) => c.fsFreeze(dom, Array(257).fill('/')), 'mountpoints: 257 elements'],
    ['16,385 domains', (c) => c.domainStats(Array(16_385).fill(dom)), 'domains: 16385 elements'],
    [
      'a packet of more than 32 MiB',
      (c) => c.domainStats(Array(16_000).fill({ ...dom, name: 'n'.repeat(3_000) })),
      'more than 33554408 bytes',
    ],
    ['a NUL in a name', (c) => c.lookupByName('guest\0evil'), 'name: a NUL character'],
    ['a UUID that is none', (c) => c.lookupByUuid('../../etc'), 'uuid: "../../etc" is not a UUID'],
    ['flags that are no number', (c) => c.destroy(dom, Number.NaN), 'flags: NaN is not a whole number'],
  ];
  test.each(cases)('%s', async (_what, step, message) => {
    const { client, peer } = await openOn((packet, peer) =>
      peer.reply(packet, hostname, { hostname: 'box' }),
    );
    const before = peer.packets.length;
    const error = await step(client).catch((reason: Error) => reason);
    expect(error).toBeInstanceOf(InvalidArgument);
    expect(String(error)).toContain(message);
    await expect(client.getHostname()).resolves.toBe('box');
    expect(peer.packets.length).toBe(before + 1);
  });

  test('a string of exactly 4 MiB goes through', async () => {
    const xml = 'x'.repeat(4 * 1024 * 1024);
    const { client, peer } = await openOn((packet, peer) =>
      peer.reply(packet, defineProcedures.defineXml, { dom }),
    );
    await client.defineXml(xml);
    const sent = peer.packets.map((packet) => argsOf(packet, defineProcedures.defineXml)).find(Boolean);
    expect(sent?.xml.length).toBe(xml.length);
  });
});

describe('a connection that ends', () => {
  test('rejects all calls under way and all later ones, and says so once', async () => {
    const { client, peer } = await openOn();
    const closes: Error[] = [];
    client.on('close', (error) => closes.push(error));
    const answers = Array.from({ length: 6 }, () => client.getHostname().catch((reason) => reason));
    await eventually(() => peer.packets.find((packet) => argsOf(packet, hostname)));
    peer.socket.destroy();
    for (const answer of answers) expect(await answer).toBeInstanceOf(ConnectionLost);
    await expect(client.getHostname()).rejects.toBeInstanceOf(ConnectionLost);
    await client.close();
    expect(closes).toHaveLength(1);
    expect(client.lost).toBe(closes[0]);
  });

  test('by close() says goodbye first', async () => {
    const { client, peer } = await openOn();
    await client.close();
    expect(peer.packets.at(-1)).toMatchObject({
      procedure: connectProcedures.close.number,
      type: MessageType.CALL,
    });
    await expect(client.getHostname()).rejects.toThrow('closed by this side');
  });
});

describe('a server that can not be used', () => {
  test('there is none', async () => {
    const error = await Libvirt.open({ socket: '/nonexistent/libvirt-sock' }).catch((reason) => reason);
    expect(error).toBeInstanceOf(ConnectionLost);
    expect(error).toMatchObject({
      message: 'libvirt is not reachable on /nonexistent/libvirt-sock: ENOENT',
      hint: 'libvirtd is not running',
    });
  });

  test('it asks for SASL only', async () => {
    const server = await startFakeServer(undefined, [1]);
    onTestFinished(() => server.stop());
    const error = await Libvirt.open({ socket: server.path }).catch((reason) => reason);
    expect(error).toBeInstanceOf(ConnectionLost);
    expect(error.hint).toContain('auth_unix_rw');
  });

  test('polkit is asked when the server wants it, and not otherwise', async () => {
    const asked = async (authTypes: number[]): Promise<boolean> => {
      const server = await startFakeServer(undefined, authTypes);
      onTestFinished(() => server.stop());
      await (await Libvirt.open({ socket: server.path })).close();
      return server.peers[0]?.packets.some((packet) => argsOf(packet, connectProcedures.authPolkit)) ?? false;
    };
    expect([await asked([2]), await asked([0, 2]), await asked([])]).toEqual([true, false, false]);
  });

  test('opening is given up by the signal', async () => {
    const open = Libvirt.open({ socket: '/nonexistent', signal: AbortSignal.abort(), clock: systemClock });
    await expect(open).rejects.toBeInstanceOf(CallAborted);
  });
});
