import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  CallTimeout,
  ConnectionLost,
  type DomainEvent,
  DomainEventKind,
  DomainState,
  Libvirt,
  LibvirtSession,
} from '../../../src/libvirt/index.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { biosDomainXml } from './support/bios-domain.ts';
import { eventually } from './support/wait.ts';

const uri = 'test:///default';
let libvirtd: Libvirtd;
const endings: (() => Promise<void>)[] = [];

beforeEach(async () => {
  libvirtd = await startLibvirtd();
});
afterEach(async () => {
  await libvirtd?.kill('SIGCONT');
  for (const end of endings.splice(0)) await end();
  await libvirtd?.stop();
});

async function open(
  options: { keepaliveIntervalMs?: number; keepaliveCount?: number } = {},
): Promise<Libvirt> {
  const client = await Libvirt.open({ socket: libvirtd.socket, uri, ...options });
  endings.push(() => client.close());
  return client;
}

function startSession(): {
  session: LibvirtSession;
  connections: Libvirt[];
  said: string[];
  events: DomainEvent[];
} {
  const session = new LibvirtSession({
    socket: libvirtd.socket,
    uri,
    events: ['lifecycle'],
    backoffMs: [20],
  });
  const story = { session, connections: [] as Libvirt[], said: [] as string[], events: [] as DomainEvent[] };
  session.on('connected', (connection) => {
    story.connections.push(connection);
    story.said.push('connected');
  });
  session.on('disconnected', () => story.said.push('disconnected'));
  session.on('event', (event) => story.events.push(event));
  endings.push(() => session.stop());
  session.start();
  return story;
}

test('a killed libvirtd ends the connection, and calls under way, with ConnectionLost', async () => {
  const client = await open();
  const closed = once(client, 'close');
  const dom = await client.lookupByName('test');
  await libvirtd.kill('SIGSTOP');
  const calls = Array.from({ length: 10 }, () => client.xmlDesc(dom).catch((error) => error));
  await libvirtd.kill('SIGKILL');
  for (const call of calls) expect(await call).toBeInstanceOf(ConnectionLost);
  expect((await closed)[0]).toBeInstanceOf(ConnectionLost);
  await expect(client.getHostname()).rejects.toBeInstanceOf(ConnectionLost);
});

test('a session outlives five restarts, and hears events after each', async () => {
  const { connections, events, said } = startSession();
  for (let round = 0; round < 5; round++) {
    const connection = await eventually(() => connections[round]);
    await connection.suspend(await connection.lookupByName('test'));
    await eventually(() => events[round]);
    await libvirtd.restart();
  }
  await eventually(() => connections[5]);
  expect(said).toEqual([...Array(5).fill(['connected', 'disconnected']).flat(), 'connected']);
  expect(events.every(({ kind }) => kind === 'lifecycle')).toBe(true);
});

test('a session that starts before libvirtd finds it', async () => {
  await libvirtd.kill('SIGKILL');
  const { connections, said, session } = startSession();
  await eventually(() => said[0]);
  expect(session.state).not.toBe('connected');
  await libvirtd.restart();
  await eventually(() => connections[0]);
  expect(said).toEqual(['disconnected', 'connected']);
});

test('workers that call while libvirtd is killed again and again see answers or ConnectionLost, nothing else', async () => {
  const { connections, session } = startSession();
  const outcomes = { answered: 0, lost: 0, other: [] as unknown[] };
  let isOver = false;
  const work = async () => {
    while (!isOver) {
      try {
        await session.use((connection) => connection.listAllDomains());
        outcomes.answered += 1;
      } catch (error) {
        if (!(error instanceof ConnectionLost)) outcomes.other.push(error);
        outcomes.lost += 1;
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  };
  const workers = Array.from({ length: 8 }, work);
  for (let round = 0; round < 3; round++) {
    await eventually(() => connections[round]);
    const before = outcomes.answered;
    await eventually(() => (outcomes.answered > before + 100 ? true : undefined));
    await libvirtd.restart();
  }
  await eventually(() => connections[3]);
  isOver = true;
  await Promise.all(workers);
  expect(outcomes.other).toEqual([]);
  expect(outcomes.lost).toBeGreaterThan(0);
});

test('a libvirtd that stands still costs a time-out; when it goes on, the connection is fine', async () => {
  const client = await open({ keepaliveIntervalMs: 0 });
  const dom = await client.lookupByName('test');
  await libvirtd.kill('SIGSTOP');
  await expect(client.xmlDesc(dom, 0, { timeoutMs: 200 })).rejects.toBeInstanceOf(CallTimeout);
  await libvirtd.kill('SIGCONT');
  await expect(client.xmlDesc(dom)).resolves.toContain('<name>test</name>');
});

test('a libvirtd that stands still for longer is taken for dead by keepalive, and comes back in a session', async () => {
  const client = await open({ keepaliveIntervalMs: 50, keepaliveCount: 3 });
  const closed = once(client, 'close');
  await libvirtd.kill('SIGSTOP');
  const [error] = await closed;
  expect(error).toBeInstanceOf(ConnectionLost);
  expect(error.message).toContain('has not answered for');
  await libvirtd.kill('SIGCONT');
  await expect((await open()).getHostname()).resolves.not.toBe('');
});

test('a libvirtd that answers pings keeps the connection while nothing else happens', async () => {
  const client = await open({ keepaliveIntervalMs: 50, keepaliveCount: 20 });
  // Longer than 20 unanswered pings would take.
  await sleep(1_500);
  expect(client.lost).toBeUndefined();
});

test('a running guest outlives its libvirtd; afterwards it is found again, and its end is heard', async () => {
  const options = {
    socket: libvirtd.socket,
    uri: libvirtd.uri,
    events: ['lifecycle'],
    backoffMs: [20],
  } as const;
  const session = new LibvirtSession(options);
  endings.push(() => session.stop());
  const connections: Libvirt[] = [];
  const events: DomainEvent[] = [];
  session.on('connected', (connection) => connections.push(connection));
  session.on('event', (event) => events.push(event));
  session.start();
  const before = await eventually(() => connections[0]);
  const guest = await before.createXml(await biosDomainXml(libvirtd));
  await libvirtd.restart();
  const after = await eventually(() => connections[1]);
  expect(await after.listAllDomains()).toEqual([guest]);
  expect((await after.state(guest)).state).toBe(DomainState.RUNNING);
  // Waits for libvirtd's own reconnection to QEMU, which a destroy would run into.
  await after.monitorCommand(guest, { execute: 'query-status' });
  await after.destroy(guest);
  await eventually(() =>
    events.find((event) => event.kind === 'lifecycle' && event.event === DomainEventKind.STOPPED),
  );
});
