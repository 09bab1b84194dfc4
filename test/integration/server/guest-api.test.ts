import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { GuestServer } from '../../../src/backend/server/guest/guest-server.ts';
import { type GuestLimits, guestLimits } from '../../../src/backend/server/guest/limits.ts';
import { box, errorBody, paths } from '../../../src/contract/index.ts';
import { sample } from '../../support/samples.ts';
import { golden } from '../../unit/backend/server/api.ts';
import { silentLog } from '../../unit/backend/silent-log.ts';
import { ManualClock } from '../../unit/client/manual-clock.ts';

const host = '127.0.0.1';

interface TestGuestApi {
  server: GuestServer;
  clock: ManualClock;
  /** What was written into the log as a warning. */
  warnings: string[];
  connect(): Promise<Socket>;
  /** Sends text on a connection of its own and gives all that comes back until that ends. */
  say(text: string): Promise<string>;
  get(path: string, method?: string): Promise<{ status: number; body: unknown }>;
}

/** The guest's API on a real TCP port, as the guest finds it on the private link. */
async function start(
  limits: Partial<GuestLimits> = {},
  parts: { peer?: string; port?: number } = {},
): Promise<TestGuestApi> {
  const clock = new ManualClock();
  const warnings: string[] = [];
  const server = new GuestServer({
    clock,
    log: { ...silentLog, warn: (message) => void warnings.push(message) },
    handlers: golden(),
    place: { host, port: parts.port ?? 0 },
    peer: parts.peer ?? host,
    limits: { ...guestLimits, ...limits },
    onChange: () => {},
  });
  await server.serve(true);
  onTestFinished(() => server.stop(0));
  const open = async (): Promise<Socket> => {
    const socket = connect({ host, port: server.port ?? 0 });
    socket.on('error', () => {});
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    return socket;
  };
  const say = async (text: string): Promise<string> => {
    const socket = await open();
    socket.write(text);
    return readAll(socket);
  };
  return {
    ...{ server, clock, warnings, connect: open, say },
    get: async (path, method = 'GET') => {
      const answer = await say(`${method} ${path} HTTP/1.1\r\nhost: box\r\nconnection: close\r\n\r\n`);
      return { status: toStatus(answer), body: toBody(answer) };
    },
  };
}

async function readAll(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  await once(socket, 'close');
  return text;
}
const toStatus = (answer: string): number => Number(answer.slice('HTTP/1.1 '.length).split(' ')[0]);
const toBody = (answer: string): unknown =>
  JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4) || 'null');
const toCode = (answer: string): string => errorBody.parse(toBody(answer)).error.code;

it('tells the guest which box it is on, whatever role or seat it says it has', async () => {
  const api = await start();
  const { status, body } = await api.get('/v1/box');
  expect(status).toBe(200);
  expect(box.parse(body)).toEqual(sample.box());
});

it('refuses every other call in the form of the API, and knows no events and no description', async () => {
  const api = await start({ calls: { perSecond: 1, burst: 1000 } });
  for (const [name, call] of Object.entries(paths)) {
    if (name === 'box.get' || name.startsWith('guest-side.')) continue;
    const [method = '', path = ''] = call.split(' ');
    const { status, body } = await api.get(path.replace(':id', '1'), method);
    expect([name, status, errorBody.parse(body).error.code]).toEqual([name, 403, 'access.denied']);
  }
  for (const [path, method] of [
    ['/v1/events', 'GET'],
    ['/v1/openapi.json', 'GET'],
    ['/v1/box', 'POST'],
    ['/v1/box/../status', 'GET'],
    ['/%zz', 'GET'],
    ['/', 'OPTIONS'],
  ] as const) {
    const { status, body } = await api.get(path, method);
    expect([path, status]).toEqual([path, expect.toBeOneOf([400, 404])]);
    expect(errorBody.parse(body).error.code).toMatch(/^request\./);
  }
});

it('refuses what is too large, before it is read', async () => {
  const api = await start({ headerBytes: 1024, bodyBytes: 1024 });
  const long = await api.say(`GET /v1/box HTTP/1.1\r\nhost: box\r\nx: ${'x'.repeat(2000)}\r\n\r\n`);
  expect([toStatus(long), toCode(long)]).toEqual([431, 'request.too-large']);
  const head = 'GET /v1/box HTTP/1.1\r\nhost: box\r\ncontent-type: application/json\r\nconnection: close\r\n';
  const heavy = await api.say(`${head}content-length: 100000000\r\n\r\n{`);
  expect([toStatus(heavy), toCode(heavy)]).toEqual([413, 'request.too-large']);
  const endless = await api.say(`${head}transfer-encoding: chunked\r\n\r\n`);
  expect(toStatus(endless)).toBe(413);
  expect(api.warnings).toEqual([expect.stringContaining('sends too much')]);
});

it('answers what is no HTTP once, and ends the connection', async () => {
  const api = await start();
  const answer = await api.say('\u0000\u0001 hello\r\n\r\n');
  expect([toStatus(answer), toCode(answer)]).toEqual([400, 'request.unreadable']);
});

it('ends a request that does not end, of which header or body is missing', async () => {
  const api = await start({ requestMs: 50, checkMs: 20 });
  for (const text of [
    'GET /v1/box HTTP/1.1\r\nhost:',
    'POST /v1/guest/stop HTTP/1.1\r\nhost: box\r\ncontent-length: 5\r\n\r\n',
  ]) {
    const socket = await api.connect();
    socket.write(text);
    const answer = await readAll(socket);
    expect([text, toStatus(answer)]).toEqual([text, expect.toBeOneOf([408, 403])]);
  }
  expect(api.warnings).toContainEqual(expect.stringContaining('does not end'));
});

it('ends a connection on which nobody says anything', async () => {
  const api = await start({ idleMs: 50 });
  expect(await readAll(await api.connect())).toBe('');
});

it('takes as many connections as it may hold, and no more until one has ended', async () => {
  const api = await start({ connections: 3 });
  const held = await Promise.all([api.connect(), api.connect(), api.connect()]);
  const [first] = held;
  for (const socket of held) {
    socket.write('GET /v1/box HTTP/1.1\r\nhost: box\r\n\r\n');
    await once(socket, 'readable');
  }
  expect(await readAll(await api.connect())).toBe('');
  expect(api.warnings).toEqual([expect.stringContaining('too many connections')]);
  first?.destroy();
  // The server hears of the end when it does.
  await expect.poll(async () => (await api.get('/v1/box').catch(() => ({ status: 0 }))).status).toBe(200);
});

it('answers a burst of calls, then says when to come again, and ends the connection', async () => {
  const api = await start({ calls: { perSecond: 2, burst: 3 } });
  const call = 'GET /v1/box HTTP/1.1\r\nhost: box\r\n\r\n';
  const socket = await api.connect();
  socket.write(call.repeat(10));
  const answer = await readAll(socket);
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual([
    'HTTP/1.1 200',
    'HTTP/1.1 200',
    'HTTP/1.1 200',
    'HTTP/1.1 429',
  ]);
  expect(answer).toMatch(/^retry-after: 1\r$/im);
  api.clock.advance(500);
  expect((await api.get('/v1/box')).status).toBe(200);
  expect(toCode(await api.say(call))).toBe('request.too-many');
});

it('ends a connection after so many calls', async () => {
  const api = await start({ callsPerConnection: 2 });
  const socket = await api.connect();
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    answer += chunk;
  });
  for (const connection of ['keep-alive', 'close']) {
    answer = '';
    socket.write('GET /v1/box HTTP/1.1\r\nhost: box\r\n\r\n');
    await expect.poll(() => answer).toMatch(new RegExp(`^connection: ${connection}\r$`, 'im'));
  }
});

it('writes abuse into the log once, and how often it was a minute later', async () => {
  const api = await start();
  for (let n = 0; n < 20; n++) await api.say('hello\r\n\r\n');
  expect(api.warnings).toHaveLength(1);
  api.clock.advance(60_000);
  expect(api.warnings[1]).toContain('no request, 19 times more');
  api.clock.advance(60_000);
  expect(api.warnings).toHaveLength(2);
});

it('lets in nobody but the guest', async () => {
  const api = await start({}, { peer: '169.254.100.2' });
  expect(await api.say('GET /v1/box HTTP/1.1\r\nhost: box\r\n\r\n')).toBe('');
  expect(api.warnings).toEqual([expect.stringContaining('is not the guest')]);
});

it('listens while the link is there, and again when it comes back', async () => {
  const api = await start();
  const socket = await api.connect();
  await api.server.serve(false);
  expect(api.server.port).toBeUndefined();
  if (!socket.closed) await once(socket, 'close');
  await api.server.serve(true);
  expect((await api.get('/v1/box')).status).toBe(200);
});

it('says that it cannot listen, and tries again', async () => {
  const taken = createServer().listen(0, host);
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const api = await start({}, { port });
  expect(api.server.problems).toMatchObject([{ code: 'server.guest-api-failed' }]);
  taken.close();
  await once(taken, 'close');
  api.clock.advance(60_000);
  await expect.poll(() => api.server.port).toBe(port);
  expect(api.server.problems).toEqual([]);
});
