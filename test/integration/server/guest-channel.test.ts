import { expect, it } from 'vitest';
import { box, type GuestEvents } from '../../../src/contract/index.ts';
import { sample } from '../../support/samples.ts';
import { startChannel } from './channel-guest.ts';

const boxCall = (id: number | string): string =>
  `{"id":${JSON.stringify(id)},"method":"GET","path":"/v1/box"}\n`;

it('answers the calls of the guest with the same answers and errors as on the private link', async () => {
  const guest = await startChannel();
  const [told] = await guest.ask(boxCall('a'));
  expect([told?.id, told?.status]).toEqual(['a', 200]);
  expect(box.parse(told?.body)).toEqual(sample.box());
  expect(guest.lines[0]).toMatch(/^\{"id":"a","status":200,"body":\{.*\}\}$/);

  const intent = { id: 2, method: 'POST', path: '/v1/guest/intent', body: { kind: 'halt' } };
  expect(await guest.ask(`${JSON.stringify(intent)}\n`)).toMatchObject([
    { id: 2, status: 200, body: { intent: { kind: 'halt' } } },
  ]);
  for (const [path, method, body, status, code] of [
    ['/v1/status', 'GET', undefined, 403, 'access.denied'],
    ['/v1/power/off', 'POST', {}, 403, 'access.denied'],
    ['/v1/events', 'GET', undefined, 404, 'request.unknown-path'],
    ['/v1/guest/intent', 'POST', { kind: 'explode' }, 400, 'request.invalid'],
    ['/v1/guest/intent', 'POST', undefined, 400, 'request.invalid'],
    ['/v1/guest/health', 'POST', { state: 'ready', message: 'x'.repeat(5000) }, 413, 'request.too-large'],
    ['/%zz', 'GET', undefined, 400, 'request.unreadable'],
  ] as const) {
    const [answer] = await guest.ask(`${JSON.stringify({ id: path, method, path, body })}\n`);
    expect([answer?.id, answer?.status, answer?.body.error?.code]).toEqual([path, status, code]);
  }
});

it('answers what is no request, and goes on', async () => {
  const guest = await startChannel();
  const garbage = Buffer.concat([
    Buffer.from('hello\n'),
    Buffer.from([0xff, 0xfe, 0x0a]),
    Buffer.from(`${'['.repeat(4000)}\n`),
    Buffer.from('\n\r\n'),
    Buffer.from(boxCall(1)),
  ]);
  const answers = await guest.ask(garbage, 4);
  expect(answers.map(({ id, status }) => [id, status])).toEqual([
    [null, 400],
    [null, 400],
    [null, 400],
    [1, 200],
  ]);
  expect(guest.warnings).toEqual([expect.stringContaining('sends what is no request')]);
});

it('keeps nothing of a line of 10 MiB, and takes no more of it than it may', async () => {
  const guest = await startChannel({ bytes: { perSecond: 1000, burst: 128 * 1024 } });
  const socket = await guest.socket();
  const before = process.memoryUsage().arrayBuffers;
  let taken = 0;
  const chunk = Buffer.alloc(64 * 1024, 'x');
  for (let n = 0; n < 160; n++) socket.write(chunk, () => (taken += chunk.length));
  await expect.poll(() => guest.lines.length).toBe(1);
  expect(JSON.parse(guest.lines[0] ?? '')).toMatchObject({ id: null, status: 413 });
  // Beyond the bucket: what the kernel and two streams hold.
  await expect.poll(() => socket.writableLength).toBeGreaterThan(8 * 1024 * 1024);
  expect(taken).toBeLessThan(1024 * 1024);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * 1024 * 1024);
  expect(guest.warnings).toEqual([expect.stringContaining('sends too much')]);
});

it('goes on after a line of 10 MiB', async () => {
  const guest = await startChannel({ bytes: { perSecond: 1, burst: 64 * 1024 * 1024 } });
  const answers = await guest.ask(`${'x'.repeat(10 * 1024 * 1024)}\n${boxCall(1)}`, 2);
  expect(answers.map(({ status }) => status)).toEqual([413, 200]);
});

it('answers a burst of a million calls as far as it may, and reads the others when it may again', async () => {
  const guest = await startChannel({ calls: { perSecond: 10, burst: 40 } });
  const socket = await guest.socket();
  const block = boxCall(1).repeat(10_000);
  for (let n = 0; n < 100; n++) socket.write(block);
  await expect.poll(() => guest.lines.length).toBe(40);
  const unsent = socket.writableLength;
  expect(unsent).toBeGreaterThan(block.length * 90);
  guest.clock.advance(1000);
  await expect.poll(() => guest.lines.length).toBe(50);
  expect(guest.lines).toHaveLength(50);
  expect(guest.warnings).toEqual([expect.stringContaining('calls too often')]);
  guest.clock.advance(60_000);
  expect(guest.warnings.length).toBeLessThanOrEqual(2);
});

it('stops reading from a guest that does not read, and answers all once it does', async () => {
  const calls = 2000;
  let answered = 0;
  const guest = await startChannel(
    { calls: { perSecond: 1, burst: calls } },
    {
      'box.get': () => {
        answered += 1;
        return sample.box();
      },
    },
  );
  const socket = await guest.socket();
  socket.pause();
  for (let n = 0; n < calls; n++) socket.write(boxCall(n));
  await expect.poll(() => guest.warnings).toEqual([expect.stringContaining('does not read')]);
  // What the kernel and both streams hold is far less than all of them.
  expect(answered).toBeLessThan(calls);
  socket.resume();
  await expect.poll(() => guest.lines.length, { timeout: 20_000 }).toBe(calls);
  const ids = guest.lines.map((line) => JSON.parse(line).id as number);
  expect(ids.sort((a, b) => a - b)).toEqual(Array.from({ length: calls }, (_, n) => n));
});

const toEvents = (line: string | undefined): GuestEvents => JSON.parse(line ?? '').events as GuestEvents;

it('tells events as they happen to who has asked for them', async () => {
  const guest = await startChannel();
  guest.events.add({ kind: 'power-button', consequence: 'none' });
  const [first] = await guest.ask('{"id":1,"subscribe":true}\n');
  expect(first).toMatchObject({ id: 1, status: 200, body: { cursor: 'aaaa.1', missed: false } });
  guest.events.add({ kind: 'stopping-called-off' });
  await expect.poll(() => guest.lines.length).toBe(2);
  expect(toEvents(guest.lines[1])).toMatchObject({ cursor: 'aaaa.2', events: [{ number: 2 }] });
  await guest.ask('{"id":2,"subscribe":false}\n');
  guest.events.add({ kind: 'thawed' });
  const [, ...rest] = await guest.ask(boxCall(3));
  expect(rest).toEqual([]);
});

it('drops events for a guest that does not read, and says so when it does again', async () => {
  const guest = await startChannel();
  await guest.ask('{"subscribe":true}\n');
  const socket = await guest.socket();
  socket.pause();
  for (let n = 0; n < 20_000; n++) {
    guest.events.add({ kind: 'power-button', consequence: 'none' });
    if (n % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(guest.warnings).toEqual([expect.stringContaining('does not read')]);
  socket.resume();
  await expect.poll(() => toEvents(guest.lines.at(-1)).cursor, { timeout: 10_000 }).toBe('aaaa.20000');
  const told = guest.lines.slice(1).map(toEvents);
  expect(told.some(({ missed }) => missed)).toBe(true);
  expect(told.flatMap(({ events }) => events).length).toBeLessThan(20_000);
});

it('is not held up by half a line, nor by who never ends it', async () => {
  const guest = await startChannel();
  const socket = await guest.socket();
  socket.write('{"id":1,"meth');
  // The next program in the guest begins with a line's end.
  const answers = await guest.ask(`\n${boxCall(2)}`, 2);
  expect(answers.map(({ id, status }) => [id, status])).toEqual([
    [null, 400],
    [2, 200],
  ]);
});

it('follows the guest: another QEMU has another socket, and a connection that breaks is made again', async () => {
  const guest = await startChannel();
  await guest.ask(boxCall(1));
  (await guest.socket()).destroy();
  await expect.poll(() => guest.clock.pending).toContain(500);
  guest.clock.advance(500);
  await expect.poll(() => guest.connections()).toBe(2);
  expect(await guest.ask(boxCall(2))).toMatchObject([{ id: 2, status: 200 }]);
  guest.channel.follow(undefined);
  const socket = await guest.socket().catch(() => undefined);
  await expect.poll(() => socket?.destroyed ?? true).toBe(true);
  guest.channel.follow(guest.path);
  await expect.poll(() => guest.connections()).toBe(3);
});

it('gives up a socket on which nobody listens, until it is told of the guest again', async () => {
  const guest = await startChannel({ tries: 2 });
  await guest.socket();
  await guest.end();
  await expect.poll(() => guest.clock.pending).toContain(500);
  guest.clock.advance(500);
  await expect.poll(() => guest.clock.pending).toContain(1000);
  guest.clock.advance(1000);
  await expect.poll(() => guest.clock.pending).toEqual([]);
});
