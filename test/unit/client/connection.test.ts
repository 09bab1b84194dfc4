import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ApiError, type Client, createClient } from '../../../src/client/connection.ts';
import { ANSWERED, type ApiServer, answer, startApiServer } from '../../support/api-server.ts';
import { eventually } from '../../support/eventually.ts';
import { sample } from '../../support/samples.ts';

let server: ApiServer;
let client: Client;
beforeEach(async () => {
  server = await startApiServer();
  client = createClient({ socketPath: server.socketPath, timeoutMs: 5000 });
});
afterEach(() => server[Symbol.asyncDispose]());

describe('a call', () => {
  test('answers what the backend answers', async () => {
    server.on('status.get', sample.status());
    expect(await client.call('status.get')).toEqual(sample.status());
  });

  test('sends params, query and body', async () => {
    server.on('operations.get', sample.operation());
    server.on('log.list', sample.logPage());
    server.on('access.unlock', sample.access());
    await client.call('operations.get', { params: { id: 'a b/c' } });
    await client.call('log.list', { query: { limit: 3 } });
    await client.call('access.unlock', { body: { pin: '2468' } });
    expect(server.calls).toMatchObject([
      { name: 'operations.get', params: { id: 'a b/c' } },
      { name: 'log.list', query: { limit: '3' } },
      { name: 'access.unlock', body: { pin: '2468' } },
    ]);
  });

  test('throws what the backend refuses, with all that it says', async () => {
    server.on('access.unlock', () => answer(429, sample.error()));
    const { error } = sample.error();
    const thrown = await client.call('access.unlock', { body: { pin: '1' } }).catch((e: unknown) => e);
    expect(thrown).toBeInstanceOf(ApiError);
    expect(thrown).toMatchObject({ ...error, status: 429 });
  });

  test('throws a refusal whose body is not the contract as well', async () => {
    server.on('status.get', () => answer(502, ['what?']));
    await expect(client.call('status.get')).rejects.toMatchObject({
      name: 'ApiError',
      status: 502,
      code: 'backend.unexpected-answer',
    });
  });

  test('ends with the reason of its signal, and lets go of the connection', async () => {
    const abort = new AbortController();
    let closed = false;
    server.on('status.get', (_, response) => {
      response.on('close', () => {
        closed = true;
      });
      abort.abort(new Error('enough'));
      return ANSWERED;
    });
    await expect(client.call('status.get', {}, { signal: abort.signal })).rejects.toThrow('enough');
    await eventually(() => expect(closed).toBe(true));
  });

  test('is not made when its signal is aborted already', async () => {
    const signal = AbortSignal.abort(new Error('before'));
    await expect(client.call('status.get', {}, { signal })).rejects.toThrow('before');
    expect(server.calls).toEqual([]);
  });

  test('can be made a hundred times at once, on a few connections at a time', async () => {
    let open = 0;
    let most = 0;
    server.on('guest.get', async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise(setImmediate);
      open -= 1;
      return sample.guest();
    });
    const answers = await Promise.all(Array.from({ length: 100 }, () => client.call('guest.get')));
    expect(answers.every((guest) => guest.name === 'guest')).toBe(true);
    expect(most).toBeLessThanOrEqual(8);
  });
});

describe('the event stream', () => {
  test('hands on every event in order, after telling that it is open', async () => {
    const told: unknown[] = [];
    const abort = new AbortController();
    server.greet(() => [
      { type: 'status', data: sample.status() },
      { type: 'access', data: sample.access() },
      { type: 'log', data: {} },
    ]);
    await client.events({
      signal: abort.signal,
      onOpen: () => told.push('open'),
      onEvent: ({ type }) => {
        told.push(type);
        if (type === 'log') abort.abort();
      },
    });
    expect(told).toEqual(['open', 'status', 'access', 'log']);
    await eventually(() => expect(server.streams()).toBe(0));
  });

  test('passes over kinds of events that this version does not know, and comments', async () => {
    const abort = new AbortController();
    const types: string[] = [];
    const done = client.events({
      signal: abort.signal,
      onOpen: () =>
        server.sendRaw(
          ': still here\n\ndata: {"type":"weather","data":{}}\n\ndata: null\n\ndata: {"type":"toString","data":{}}\n\ndata: {"type":"log","data":{}}\n\n',
        ),
      onEvent: ({ type }) => {
        types.push(type);
        abort.abort();
      },
    });
    await done;
    expect(types).toEqual(['log']);
  });

  test('is unreachable as soon as the backend is killed', async () => {
    const done = client.events({ onEvent: () => {}, onOpen: () => void server.kill() });
    await expect(done).rejects.toMatchObject({ name: 'Unreachable', reason: 'ended' });
  });

  test('is unreachable when it is no stream, and when it is not readable', async () => {
    const garbled = client.events({ onEvent: () => {}, onOpen: () => server.sendRaw('data: {oops\n\n') });
    await expect(garbled).rejects.toMatchObject({ name: 'Unreachable', reason: 'garbled' });
    await eventually(() => expect(server.streams()).toBe(0));
  });

  test('joins a character whose bytes come apart', async () => {
    const abort = new AbortController();
    const bytes = Buffer.from(
      `data: ${JSON.stringify({ type: 'guest', data: { ...sample.guest(), name: '😀é' } })}\n\n`,
    );
    let name = '';
    await client.events({
      signal: abort.signal,
      onOpen: async () => {
        for (const byte of bytes) {
          server.sendRaw(Buffer.from([byte]));
          await new Promise(setImmediate);
        }
      },
      onEvent: (event) => {
        if (event.type === 'guest') name = event.data.name;
        abort.abort();
      },
    });
    expect(name).toBe('😀é');
  });
});
