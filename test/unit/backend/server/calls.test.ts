import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { OperatorError } from '../../../../src/backend/engine/operator-error.ts';
import { paths, type RouteName, routes } from '../../../../src/contract/index.ts';
import { startApi } from './api.ts';

const names = Object.keys(paths) as RouteName[];
const ofGuest = names.filter((name) => name.startsWith('guest-side.'));
const bodies: Partial<Record<RouteName, unknown>> = {
  'access.unlock': { pin: '2468' },
  'network.set': { port: 'LAN 1', role: 'unused' },
  'network.identify': { port: 'LAN 1' },
  'display.show': { view: 'guest' },
  'display.keys': { keys: 'ctrl-alt-delete' },
  'media.attach': { id: '1-2:0' },
  'media.detach': { id: '1-2:0' },
  'media.lend': { id: '1-2:0' },
  'media.return': { id: '1-2:0' },
  'media.remove': { id: '1-2:0' },
  'guest.screenshot-save': { medium: '1-2:0' },
  'drives.attach': { id: 'ata3:0' },
  'drives.detach': { id: 'ata3:0' },
  'drives.eject': { id: 'ata3:0', force: false },
  'drives.insert': { id: 'ata3:0', file: '/run/bezel-lent/1-4-0-21/install.iso' },
  'power.restart': {},
  'power.off': { because: 'ups', atLimit: 'force-off' },
  'power.reboot': { now: true },
  'power.host-down': { limitS: 60 },
  'power.maintenance': { reason: 'a new fan', forS: 3600 },
  'log.set-level': { level: 'debug' },
};
const queries: Partial<Record<RouteName, string>> = { 'guest.thumbnail': '?width=80&height=48' };
const callOf = (name: RouteName): [method: string, path: string] => {
  const [method = '', path = ''] = paths[name].split(' ');
  return [method, path.replace(':id', 'abc') + (queries[name] ?? '')];
};

test.each(ofGuest)("%s is the guest's alone: not even the administrator may speak for it", async (name) => {
  let called = 0;
  await using api = await startApi({ [name]: () => called++ });
  const { status, body } = await api.ask('admin', ...callOf(name));
  expect([status, body.error.code, called]).toEqual([403, 'access.denied', 0]);
});

test.each(names.filter((name) => !ofGuest.includes(name)))(
  '%s answers with what its schema says',
  async (name) => {
    await using api = await startApi();
    const { status, text } = await api.ask('admin', ...callOf(name), bodies[name]);
    expect(status).toBe(routes[name].status);
    const value = JSON.parse(text);
    expect(routes[name].response.parse(value)).toEqual(value);
  },
);

test.each(names.filter((name) => routes[name].role === 'technician'))(
  '%s is refused on a locked seat, before its handler',
  async (name) => {
    let called = 0;
    await using api = await startApi({ [name]: () => called++ });
    const { status, body } = await api.ask('tty1', ...callOf(name));
    expect(status).toBe(403);
    expect(body.error).toMatchObject({ code: 'access.locked', hint: expect.stringContaining('PIN') });
    expect(called).toBe(0);
    expect(api.used).toEqual([]);
  },
);

test('the socket says whose call it is, and an unlocked seat may act', async () => {
  const seen: unknown[] = [];
  await using api = await startApi({
    'config.reload': (_, by) => {
      seen.push(by);
      throw new OperatorError('test.seen', 'Seen');
    },
  });
  api.roles.set('ttyS0', 'technician');
  await api.ask('ttyS0', 'POST', '/v1/config/reload', undefined, { 'x-seat': 'admin', host: 'admin' });
  await api.ask('admin', 'POST', '/v1/config/reload');
  await api.ask('tty1', 'POST', '/v1/config/reload');
  expect(seen).toEqual([
    { seat: 'ttyS0', role: 'technician' },
    { seat: 'admin', role: 'admin' },
  ]);
  expect(api.used).toEqual(['ttyS0', 'admin']);
});

test.each([
  ['an unknown key', { pin: '1', seat: 'admin' }, /body/],
  ['a missing key', {}, /body\.pin/],
  ['a wrong type', { pin: 1234 }, /body\.pin/],
  ['too long a value', { pin: 'x'.repeat(65) }, /body\.pin/],
  ['no body', undefined, /body/],
])('%s is refused, with the field by its name', async (_, body, named) => {
  await using api = await startApi();
  const refused = await api.ask('tty1', 'POST', '/v1/access/unlock', body);
  expect(refused.status).toBe(400);
  expect(refused.body.error.code).toBe('request.invalid');
  expect(refused.body.error.problems?.[0]?.message).toMatch(named);
});

test('a query is checked too', async () => {
  await using api = await startApi();
  const { status, body } = await api.ask('tty1', 'GET', '/v1/operations?limit=9999');
  expect(status).toBe(400);
  expect(body.error.message).toMatch(/query\.limit/);
  expect((await api.ask('tty1', 'GET', '/v1/operations?limit=5')).status).toBe(200);
});

test.each([
  ['no JSON', '{"pin":', {}, 400],
  ['an empty body that is said to be JSON', undefined, { 'content-type': 'application/json' }, 400],
  ['another media type', 'pin=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['a body beyond 64 KiB', { pin: 'x'.repeat(70_000) }, {}, 413],
  ['a key that would change a prototype', '{"pin":"1","__proto__":{"role":"admin"}}', {}, 400],
])('%s is refused', async (_, body, headers, status) => {
  await using api = await startApi();
  const refused = await api.ask('tty1', 'POST', '/v1/access/unlock', body, headers as Record<string, string>);
  expect(refused.status).toBe(status);
  expect(refused.body.error.code).toMatch(/^request\./);
});

test.each([
  ['GET', '/'],
  ['GET', '/v1/nothing'],
  ['DELETE', '/v1/guest'],
  ['GET', '/v1/guest/start'],
  ['GET', '/v2/status'],
  ['GET', '/v1/../v1/status'],
])('%s %s does not exist', async (method, path) => {
  await using api = await startApi();
  const { status, body } = await api.ask('admin', method, path);
  expect(status).toBe(404);
  expect(body.error.code).toBe('request.unknown-path');
});

test('what the operator can act on arrives whole, with control characters removed', async () => {
  await using api = await startApi({
    'guest.start': () => {
      throw new OperatorError('guest.no-kvm', 'KVM is \u001b[31mmissing', {
        hint: 'Look\u0007',
        status: 422,
        retryAfterMs: 10.5,
      });
    },
  });
  const { status, body } = await api.ask('admin', 'POST', '/v1/guest/start');
  expect(status).toBe(422);
  expect(body.error).toEqual({
    code: 'guest.no-kvm',
    message: 'KVM is missing',
    hint: 'Look',
    retryAfterMs: 11,
  });
});

test('a mistake of ours is answered with an id that is in the log, and nothing else of it', async () => {
  await using api = await startApi({
    'guest.get': () => {
      throw new TypeError('secret of /etc/shadow');
    },
  });
  const { status, text, body } = await api.ask('tty1', 'GET', '/v1/guest');
  expect(status).toBe(500);
  expect(body.error.code).toBe('internal');
  expect(text).not.toMatch(/secret|at .*:\d+/);
  const id = body.error.hint?.split(' ').at(-1);
  expect(api.errors[0]?.message).toContain(id);
});

test('an answer that breaks the contract never leaves the backend', async () => {
  await using api = await startApi({ 'access.get': () => ({ seat: 7 }) as never });
  const { status, body } = await api.ask('tty1', 'GET', '/v1/access');
  expect(status).toBe(500);
  expect(body.error.code).toBe('internal');
});

test('what the contract does not name is left out of answers', async () => {
  await using api = await startApi({
    'access.get': (_, by) =>
      ({ ...by, retryAfterMs: 0, failedAttempts: 0, pinSet: true, pinHash: 'x' }) as never,
  });
  expect((await api.ask('tty1', 'GET', '/v1/access')).text).not.toContain('pinHash');
});

test('the admin socket is for its owner alone, the seats are for their group, the world has nothing', async () => {
  await using api = await startApi();
  expect(statSync(api.socket('admin')).mode & 0o777).toBe(0o600);
  expect(statSync(api.socket('tty1')).mode & 0o777).toBe(0o660);
  expect(readdirSync(api.runtimeDir).sort()).toEqual(['admin.sock', 'seats']);
  expect(readdirSync(`${api.runtimeDir}/seats`).sort()).toEqual(['tty1.sock', 'ttyS0.sock']);
});

test('the sockets are gone after the stop', async () => {
  const api = await startApi();
  const socket = api.socket('tty1');
  await api[Symbol.asyncDispose]();
  expect(existsSync(socket)).toBe(false);
});

test('clients that say nothing, half a request or garbage keep nobody else from an answer', async () => {
  await using api = await startApi();
  const open = [
    '',
    'POST /v1/access/unlock HTTP/1.1\r\nhost: b\r\ncontent-length: 100\r\n\r\n{',
    '\u0000\u0001garbage\r\n\r\n',
  ].map((said) => {
    const socket = connect(api.socket('tty1'));
    socket.on('error', () => {});
    socket.write(said);
    return socket;
  });
  expect((await api.ask('tty1', 'GET', '/v1/access')).status).toBe(200);
  for (const socket of open) socket.destroy();
});

test('one seat with too many connections keeps no other seat from an answer', async () => {
  await using api = await startApi();
  const open = Array.from({ length: 40 }, () => connect(api.socket('tty1')).on('error', () => {}));
  await Promise.all(open.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
  expect((await api.ask('ttyS0', 'GET', '/v1/access')).status).toBe(200);
  for (const socket of open) socket.destroy();
});

test('a stale socket, or anything else in its place, is replaced', async () => {
  const { createServer } = await import('node:net');
  const { listenOnSocket } = await import('../../../../src/backend/host/socket.ts');
  await using api = await startApi();
  const path = `${api.runtimeDir}/seats/stale.sock`;
  writeFileSync(path, 'not a socket');
  const server = createServer((socket) => socket.end('new'));
  await listenOnSocket(server, { path, mode: 0o660 });
  expect(statSync(path).isSocket()).toBe(true);
  await new Promise((resolve) => server.close(resolve));
});

test('a name that is too long for a socket is said', async () => {
  const { createServer } = await import('node:net');
  const { listenOnSocket } = await import('../../../../src/backend/host/socket.ts');
  const path = `/tmp/${'x'.repeat(120)}/a.sock`;
  await expect(listenOnSocket(createServer(), { path, mode: 0o600 })).rejects.toThrow(
    /longer than a socket's name/,
  );
});

test('seats come and go with the policy, and each other seat goes on', async () => {
  await using api = await startApi();
  await api.server.serveSeats(['ttyS0', 'ttyS1']);
  expect(readdirSync(`${api.runtimeDir}/seats`).sort()).toEqual(['ttyS0.sock', 'ttyS1.sock']);
  for (const seat of ['admin', 'ttyS0', 'ttyS1'])
    expect((await api.ask(seat, 'GET', '/v1/access')).status).toBe(200);
});

test('a seat whose socket cannot be made is a problem, and the others are served', async () => {
  await using api = await startApi();
  mkdirSync(`${api.runtimeDir}/seats/ttyS1.sock/x`, { recursive: true });
  await api.server.serveSeats(['tty1', 'ttyS1', 'ttyS0']);
  expect(api.server.problems).toMatchObject([{ code: 'server.socket-failed', severity: 'error' }]);
  for (const seat of ['tty1', 'ttyS0']) expect((await api.ask(seat, 'GET', '/v1/access')).status).toBe(200);
});
