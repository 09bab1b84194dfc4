import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClient } from '../../../src/client/connection.ts';
import { createStore, type State, type Store } from '../../../src/client/store.ts';
import type { Event, Operation } from '../../../src/contract/index.ts';
import { ANSWERED, type ApiServer, answer, startApiServer } from '../../support/api-server.ts';
import { eventually } from '../../support/eventually.ts';
import { sample } from '../../support/samples.ts';
import { ManualClock } from './manual-clock.ts';

let server: ApiServer;
let clock: ManualClock;
let store: Store;
const snapshot = (): Event[] => [
  { type: 'status', data: sample.status() },
  { type: 'access', data: sample.access() },
  { type: 'inventory', data: sample.inventory() },
];
beforeEach(async () => {
  server = await startApiServer();
  server.greet(snapshot);
  server.on('operations.list', { operations: [] });
  clock = new ManualClock();
  store = createStore({ client: createClient({ socketPath: server.socketPath }), clock });
});
afterEach(async () => {
  store.stop();
  await server[Symbol.asyncDispose]();
});

const until = (is: (state: State) => boolean) =>
  eventually(() => {
    if (!is(store.getState())) throw new Error(`not yet: ${JSON.stringify(store.getState().link)}`);
  });
const connected = () => until(({ link, inventory }) => link.state === 'connected' && inventory !== undefined);
const lost = (attempt: number) => until(({ link }) => link.state === 'lost' && link.attempt === attempt);

describe('the store', () => {
  test('connects only when it is started', () => {
    expect(store.getState()).toEqual({
      link: { state: 'connecting', since: '2026-03-01T08:00:00.000Z', attempt: 0 },
      operations: [],
      logRevision: 0,
    });
    expect(server.streams()).toBe(0);
  });

  test('holds what the backend tells', async () => {
    server.on('operations.list', sample.operations());
    store.start();
    await connected();
    await until(({ operations }) => operations.length === 2);
    const { status, guest, inventory, access } = store.getState();
    expect({ status, guest, inventory, access }).toEqual({
      status: sample.status(),
      guest: sample.guest(),
      inventory: sample.inventory(),
      access: sample.access(),
    });
  });

  test('tells its subscribers of changes, and of nothing else', async () => {
    store.start();
    await connected();
    const before = store.getState();
    let told = 0;
    const leave = store.subscribe(() => {
      told += 1;
    });
    server.send({ type: 'access', data: sample.access() });
    server.send({ type: 'guest', data: { ...sample.guest(), state: 'off' } });
    await until(({ guest }) => guest?.state === 'off');
    expect(told).toBe(1);
    expect(store.getState().inventory).toBe(before.inventory);
    expect(before.guest?.state).toBe('running');
    leave();
    server.send({ type: 'log', data: {} });
    await until(({ logRevision }) => logRevision > before.logRevision);
    expect(told).toBe(1);
  });

  test('serves the other subscribers when one fails', async () => {
    const failures: unknown[] = [];
    const keep = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => failures.push(error.message));
    try {
      let told = 0;
      store.subscribe(() => {
        throw new Error('mine');
      });
      store.subscribe(() => {
        told += 1;
      });
      store.start();
      await connected();
      expect(told).toBeGreaterThan(0);
      await eventually(() => expect(failures).toContain('mine'));
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of keep) process.on('uncaughtException', listener);
    }
  });

  test('ends its connection when it is stopped, and can be started again', async () => {
    store.start();
    await connected();
    store.stop();
    await eventually(() => expect(server.streams()).toBe(0));
    expect(store.getState().link.state).toBe('connected');
    store.start();
    await eventually(() => expect(server.streams()).toBe(1));
  });
});

describe('when the backend is lost, the store', () => {
  test('keeps what it knew, and says since when it may be stale', async () => {
    store.start();
    await connected();
    clock.advance(60_000);
    await server.kill();
    await lost(1);
    const { link, guest } = store.getState();
    expect(link).toMatchObject({
      since: '2026-03-01T08:01:00.000Z',
      error: expect.stringContaining('backend'),
    });
    expect(guest).toEqual(sample.guest());
  });

  test('tries again after 0.2 s, 0.4 s and so on, and keeps the time of the loss', async () => {
    store.start();
    await connected();
    clock.advance(60_000);
    await server.kill();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 7; attempt += 1) {
      await lost(attempt);
      await eventually(() => expect(clock.pending).toHaveLength(1));
      const [wait = 0] = clock.pending;
      waits.push(wait);
      clock.advance(wait);
    }
    expect(waits).toEqual([200, 400, 800, 1600, 3200, 5000, 5000]);
    expect(store.getState().link.since).toBe('2026-03-01T08:01:00.000Z');
  });

  test('says so also when it has never been there', async () => {
    await server.kill();
    store.start();
    await lost(1);
    expect(store.getState().link.since).toBe('2026-03-01T08:00:00.000Z');
  });

  test('takes everything from the new snapshot when it is back', async () => {
    store.start();
    await connected();
    clock.advance(60_000);
    await server.kill();
    await lost(1);
    const revision = store.getState().logRevision;
    server.greet(() => [
      {
        type: 'status',
        data: { ...sample.status(), version: '0.2.0', guest: { ...sample.guest(), state: 'off' } },
      },
      { type: 'access', data: { ...sample.access(), role: 'viewer' } },
      { type: 'inventory', data: { ...sample.inventory(), nics: [] } },
    ]);
    await server.revive();
    clock.advance(200);
    await until(({ link, inventory }) => link.state === 'connected' && inventory?.nics.length === 0);
    const { link, status, guest, access, logRevision } = store.getState();
    expect(link).toEqual({ state: 'connected', since: '2026-03-01T08:01:00.200Z', attempt: 0 });
    expect([status?.version, guest?.state, access?.role]).toEqual(['0.2.0', 'off', 'viewer']);
    expect(logRevision).toBeGreaterThan(revision);
  });

  test('learns of operations that ended meanwhile, and forgets those that the backend does not know', async () => {
    const running: Operation = { ...sample.operation(), id: 'runs' };
    const gone: Operation = { ...sample.operation(), id: 'gone' };
    server.on('operations.list', { operations: [running, gone] });
    store.start();
    await until(({ operations }) => operations.length === 2);
    await server.kill();
    await lost(1);
    server.on('operations.list', { operations: [{ ...running, state: 'interrupted' }] });
    await server.revive();
    clock.advance(200);
    await until(({ operations }) => operations.length === 1);
    expect(store.getState().operations).toMatchObject([{ id: 'runs', state: 'interrupted' }]);
  });
});

describe('a backend that accepts and', () => {
  test('never sends an event is lost after the time-out', async () => {
    server.greet(() => []);
    store.start();
    await eventually(() => expect(server.streams()).toBe(1));
    expect(store.getState().link.state).toBe('connecting');
    clock.advance(10_000);
    await lost(1);
    await eventually(() => expect(server.streams()).toBe(0));
  });

  test('refuses the list of operations stays connected', async () => {
    server.on('operations.list', () => answer(500, sample.error()));
    store.start();
    await connected();
    server.send({ type: 'operation', data: sample.operation() });
    await until(({ operations }) => operations.length === 1);
    expect(store.getState().link.state).toBe('connected');
  });

  test('tells of an operation while the list is on its way has both', async () => {
    const listed: Operation[] = [
      { ...sample.operation(), id: 'old', state: 'done' },
      { ...sample.operation(), id: 'new', state: 'running' },
    ];
    server.on('operations.list', (_, response) => {
      server.send({ type: 'operation', data: { ...sample.operation(), id: 'new', state: 'done' } });
      void until(({ operations }) => operations[0]?.state === 'done').then(() =>
        response.writeHead(200).end(JSON.stringify({ operations: listed })),
      );
      return ANSWERED;
    });
    store.start();
    await until(({ operations }) => operations.length === 2);
    expect(store.getState().operations.map(({ id, state }) => [id, state])).toEqual([
      ['old', 'done'],
      ['new', 'done'],
    ]);
  });

  test('ends every connection at once is tried less and less often', async () => {
    store.start();
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      await until(({ link }) => link.state === 'connected');
      await server.kill();
      await lost(attempt);
      await server.revive();
      expect(clock.pending).toEqual([200 * 2 ** (attempt - 1)]);
      clock.advance(clock.pending[0] ?? 0);
    }
  });
});
