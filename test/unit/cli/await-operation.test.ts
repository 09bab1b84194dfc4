import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { awaitOperation } from '../../../src/cli/await-operation.ts';
import { Interrupted } from '../../../src/cli/exit.ts';
import type { Client } from '../../../src/client/connection.ts';
import { ApiError, createClient, Unreachable } from '../../../src/client/connection.ts';
import type { Operation } from '../../../src/contract/index.ts';
import { type ApiServer, startApiServer } from '../../support/api-server.ts';
import { eventually } from '../../support/eventually.ts';
import { sample } from '../../support/samples.ts';

const running = (): Operation => ({ ...sample.operation(), state: 'running' });
const done = (): Operation => ({ ...sample.operation(), state: 'done' });

let server: ApiServer;
let client: Client;
beforeEach(async () => {
  server = await startApiServer();
  client = createClient({ socketPath: server.socketPath });
});
afterEach(async () => {
  vi.useRealTimers();
  await server[Symbol.asyncDispose]();
});

const wait = (
  options: { client?: Client; signal?: AbortSignal; patienceMs?: number; onChange?: () => void } = {},
) =>
  awaitOperation(running(), {
    client,
    signal: new AbortController().signal,
    onChange: () => {},
    retryMs: 1,
    ...options,
  });

describe('waiting for an operation', () => {
  test('outlasts a backend that goes away after a long quiet time', async () => {
    server.on('operations.get', running());
    const result = wait({ patienceMs: 5000 });
    await eventually(() => expect(server.calls).toHaveLength(1));
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    await server.kill();
    server.on('operations.get', done());
    await server.revive();
    expect((await result).state).toBe('done');
  });

  test('ends as unreachable when the backend stays away', async () => {
    server.on('operations.get', running());
    const result = wait({ patienceMs: 20 });
    await eventually(() => expect(server.calls).toHaveLength(1));
    await server.kill();
    try {
      await expect(result).rejects.toBeInstanceOf(Unreachable);
    } finally {
      await server.revive();
    }
  });

  test('asks again and again where there is no event stream to spare', async () => {
    const refusal = new ApiError(503, {
      code: 'events.too-many',
      message: 'Too many event streams are open',
    });
    const crowded: Client = { ...client, events: () => Promise.reject(refusal) };
    server.on('operations.get', () => (server.calls.length < 3 ? running() : done()));
    expect((await wait({ client: crowded })).state).toBe('done');
    expect(server.calls).toHaveLength(3);
  });

  test('ends as interrupted when its signal is aborted', async () => {
    server.on('operations.get', running());
    const abort = new AbortController();
    await expect(wait({ signal: abort.signal, onChange: () => abort.abort() })).rejects.toBeInstanceOf(
      Interrupted,
    );
    await eventually(() => expect(server.streams()).toBe(0));
  });
});
