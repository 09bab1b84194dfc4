import { expect, onTestFinished, test } from 'vitest';
import {
  ConnectionLost,
  type DomainEvent,
  type Libvirt,
  LibvirtSession,
  type Retry,
  type SessionOptions,
} from '../../../src/libvirt/index.ts';
import { connectProcedures } from '../../../src/libvirt/procedures/connect.ts';
import { eventMessages, eventProcedures } from '../../../src/libvirt/procedures/events.ts';
import { FakeClock } from './support/fake-clock.ts';
import { argsOf, type FakeServer, type Packet, type Peer, startFakeServer } from './support/fake-server.ts';
import { eventually } from './support/wait.ts';

const dom = { name: 'guest', uuid: '4b7e0a32-24c3-47fb-a7cc-27f34e73b6d5', id: 3 };
const { register } = eventProcedures;
const { hostname } = connectProcedures;

function answer(packet: Packet, peer: Peer): void {
  const args = argsOf(packet, register);
  if (args) peer.reply(packet, register, { callback: args.event });
  else if (argsOf(packet, hostname)) peer.reply(packet, hostname, { hostname: 'box' });
}

interface Story {
  readonly session: LibvirtSession;
  readonly server: FakeServer;
  /** What the session has said, in order. */
  readonly said: string[];
  readonly connections: Libvirt[];
  readonly events: DomainEvent[];
  readonly retries: Retry[];
}

async function startSession(options: SessionOptions = {}, onPacket = answer): Promise<Story> {
  const server = await startFakeServer(onPacket);
  onTestFinished(() => server.stop());
  const session = new LibvirtSession({ socket: server.path, backoffMs: [1, 2], ...options });
  const story: Story = { session, server, said: [], connections: [], events: [], retries: [] };
  session.on('connected', (connection) => {
    story.said.push('connected');
    story.connections.push(connection);
  });
  session.on('disconnected', () => story.said.push('disconnected'));
  session.on('retry', (retry) => story.retries.push(retry));
  session.on('event', (event) => story.events.push(event));
  onTestFinished(() => session.stop());
  session.start();
  return story;
}

const subscribedOf = (peer: Peer | undefined) =>
  peer?.packets.flatMap((packet) => argsOf(packet, register)?.event ?? []);

test('connects, subscribes, and only then says connected', async () => {
  const { session, server, connections } = await startSession({ events: ['lifecycle', 'reboot'] });
  expect(session.state).toBe('connecting');
  await expect(session.use((c) => c.getHostname())).rejects.toBeInstanceOf(ConnectionLost);
  await eventually(() => connections[0]);
  expect(session.state).toBe('connected');
  expect(session.connection).toBe(connections[0]);
  expect(subscribedOf(server.peers[0])).toEqual([0, 1]);
  await expect(session.use((c) => c.getHostname())).resolves.toBe('box');
});

test('comes back after every loss, subscribed again, and events go on', async () => {
  const { server, said, connections, events } = await startSession({ events: ['lifecycle'] });
  const { message, body } = eventMessages.lifecycle;
  for (let round = 0; round < 5; round++) {
    await eventually(() => connections[round]);
    const peer = server.peers[round];
    expect(subscribedOf(peer)).toEqual([0]);
    peer?.event(message, body, { callback: 0, dom, event: 2, detail: round });
    await eventually(() => events[round]);
    peer?.socket.destroy();
  }
  await eventually(() => connections[5]);
  expect(said).toEqual([...Array(5).fill(['connected', 'disconnected']).flat(), 'connected']);
  expect(events.map((event) => event.kind === 'lifecycle' && event.detail)).toEqual([0, 1, 2, 3, 4]);
});

test('a loss is known at once: use() rejects, there is no connection', async () => {
  const { session, server, connections } = await startSession({ backoffMs: [60_000] });
  const lost = new Promise((resolve) => session.on('disconnected', resolve));
  await eventually(() => connections[0]);
  const call = connections[0]?.lookupByName('never answered').catch((error) => error);
  const seen: unknown[] = [];
  connections[0]?.on('close', () => seen.push(session.state, session.connection));
  server.peers[0]?.socket.destroy();
  expect(await call).toBeInstanceOf(ConnectionLost);
  expect(seen).toEqual(['disconnected', undefined]);
  await lost;
  expect(session.state).toBe('disconnected');
  await expect(session.use((c) => c.getHostname())).rejects.toThrow('no connection to libvirt');
});

test('says disconnected once per outage, however many attempts fail, and keeps trying', async () => {
  const { said, retries } = await startSession({ socket: '/nonexistent/libvirt-sock' });
  await eventually(() => retries[4]);
  expect(said).toEqual(['disconnected']);
  expect(retries.slice(0, 4).map(({ attempt, nextInMs }) => [attempt, nextInMs])).toEqual([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 2],
  ]);
  expect(retries[0]?.error.message).toContain('ENOENT');
});

test('a server that drops every connection at once is not hammered', async () => {
  const clock = new FakeClock();
  const { connections, retries, server } = await startSession(
    { clock, backoffMs: [100, 1_000], keepaliveIntervalMs: 0, events: ['lifecycle'] },
    (packet, peer) => {
      answer(packet, peer);
      if (argsOf(packet, register)) peer.socket.end();
    },
  );
  for (const [attempt, waitMs] of [100, 1_000, 1_000, 1_000].entries()) {
    const retry = await eventually(() => retries[attempt]);
    expect(retry.nextInMs).toBe(waitMs);
    await eventually(() => (clock.pendingMs.includes(waitMs) ? true : undefined));
    expect(server.peers).toHaveLength(attempt + 1);
    expect(connections).toHaveLength(attempt + 1);
    clock.advance(waitMs);
  }
});

test('a connection that lasted makes the pauses short again', async () => {
  const clock = new FakeClock();
  const options = { clock, backoffMs: [100, 1_000], keepaliveIntervalMs: 0 };
  const { connections, retries, server } = await startSession(options);
  for (let round = 0; round < 3; round++) {
    await eventually(() => connections[round]);
    clock.advance(1_001);
    server.peers[round]?.socket.destroy();
    expect((await eventually(() => retries[round])).nextInMs).toBe(100);
    await eventually(() => (clock.pendingMs.includes(100) ? true : undefined));
    clock.advance(100);
  }
});

test('stop() ends it in every state, says nothing, and start() begins again', async () => {
  const story = await startSession();
  await story.session.stop();
  expect(story.session.state).toBe('disconnected');
  story.session.start();
  await eventually(() => story.connections[0]);
  await story.session.stop();
  await story.session.stop();
  expect(story.session.connection).toBeUndefined();
  expect(story.said).toEqual(['connected']);
  story.session.start();
  await eventually(() => story.connections[1]);
  expect(story.said).toEqual(['connected', 'connected']);
});

test('stop() during the pause between two attempts ends at once', async () => {
  const { session, retries } = await startSession({ socket: '/nonexistent', backoffMs: [3_600_000] });
  await eventually(() => retries[0]);
  await session.stop();
  expect(session.state).toBe('disconnected');
});

test('a listener of connected that throws does not cost the connection', async () => {
  const { session, connections } = await startSession();
  const reported: unknown[] = [];
  session.on('listenerError', (error) => reported.push(error));
  session.on('connected', () => {
    throw new Error('a bug in a listener');
  });
  await eventually(() => connections[0]);
  expect(session.state).toBe('connected');
  expect(reported).toHaveLength(1);
});
