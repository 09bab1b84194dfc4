import { type IncomingMessage, request } from 'node:http';
import { expect, test } from 'vitest';
import type { Event, Operation } from '../../../../src/contract/index.ts';
import { sample } from '../../../support/samples.ts';
import { startApi, type TestApi } from './api.ts';

interface Stream {
  response: IncomingMessage;
  /** The next event; waits for it. */
  next(): Promise<Event>;
  close(): void;
}

async function follow(api: TestApi, seat: string): Promise<Stream> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = request({ socketPath: api.socket(seat), path: '/v1/events' }, resolve);
    asked.on('error', reject);
    asked.end();
  });
  const chunks = response.setEncoding('utf8')[Symbol.asyncIterator]();
  let text = '';
  return {
    response,
    next: async () => {
      while (!text.includes('\n\n')) {
        const { value, done } = await chunks.next();
        if (done) throw new Error('the stream has ended');
        text += value;
      }
      const end = text.indexOf('\n\n');
      const frame = text.slice(0, end);
      text = text.slice(end + 2);
      const [event = '', data = ''] = frame.split('\n');
      const parsed = JSON.parse(data.replace('data: ', '')) as Event;
      expect(event).toBe(`event: ${parsed.type}`);
      return parsed;
    },
    close: () => response.destroy(),
  };
}

const snapshot = (): Event[] => [
  { type: 'status', data: sample.status() },
  { type: 'access', data: sample.access() },
  { type: 'inventory', data: sample.inventory() },
  { type: 'operation', data: sample.operation() },
];

test('a snapshot comes first, then each change', async () => {
  await using api = await startApi({}, snapshot());
  const stream = await follow(api, 'tty1');
  expect(stream.response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  for (const event of snapshot()) expect(await stream.next()).toEqual(event);
  api.bus.publish('guest', sample.guest());
  expect(await stream.next()).toEqual({ type: 'guest', data: sample.guest() });
  stream.close();
});

test('what a seat may do is told to that seat only', async () => {
  await using api = await startApi();
  const [own, other] = await Promise.all([follow(api, 'tty1'), follow(api, 'ttyS0')]);
  const access = { ...sample.access(), seat: 'tty1' };
  api.bus.publish('access', access);
  api.bus.publish('log', {});
  expect(await own.next()).toEqual({ type: 'access', data: access });
  expect(await other.next()).toEqual({ type: 'log', data: {} });
  own.close();
  other.close();
});

test('what the contract does not name never leaves the backend, and what breaks it is not sent', async () => {
  await using api = await startApi();
  const stream = await follow(api, 'tty1');
  api.bus.publish('guest', { ...sample.guest(), state: 'confused' } as never);
  api.bus.publish('guest', { ...sample.guest(), secret: 'x' } as never);
  expect(await stream.next()).toEqual({ type: 'guest', data: sample.guest() });
  expect(api.errors).toHaveLength(1);
  stream.close();
});

test('a reader that pauses gets the latest of each resource when it goes on', async () => {
  await using api = await startApi();
  const stream = await follow(api, 'tty1');
  stream.response.pause();
  const operation = (n: number): Operation => ({
    ...sample.operation(),
    progress: { message: `step ${n} ${'.'.repeat(2000)}` },
  });
  const count = 20_000;
  for (let n = 1; n <= count; n++) {
    api.bus.publish('operation', operation(n));
    if (n % 1000 === 0) await new Promise(setImmediate);
  }
  api.bus.publish('guest', sample.guest());
  const seen: Event[] = [];
  while (seen.at(-1)?.type !== 'guest') seen.push(await stream.next());
  expect(seen.length).toBeLessThan(count / 10);
  expect(seen.at(-2)).toEqual({ type: 'operation', data: operation(count) });
  stream.close();
});

test('a seat may open eight streams, and one more when one was closed', async () => {
  await using api = await startApi({}, snapshot());
  const streams = await Promise.all(Array.from({ length: 8 }, () => follow(api, 'tty1')));
  const { status, body } = await api.ask('tty1', 'GET', '/v1/events');
  expect(status).toBe(503);
  expect(body.error.code).toBe('events.too-many');
  const other = await follow(api, 'ttyS0');
  expect(other.response.statusCode).toBe(200);
  streams.pop()?.close();
  let next = await follow(api, 'tty1');
  while (next.response.statusCode !== 200) next = await follow(api, 'tty1');
  for (const stream of [...streams, other, next]) stream.close();
});

test('the stop ends every stream', async () => {
  const api = await startApi();
  const stream = await follow(api, 'tty1');
  const ended = new Promise((resolve) => stream.response.on('close', resolve).on('error', () => {}));
  const reading = stream.next().catch(() => 'ended');
  await api[Symbol.asyncDispose]();
  await ended;
  expect(await reading).toBe('ended');
});
