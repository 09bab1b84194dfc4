import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Bus } from '../../../../src/backend/engine/bus.ts';
import type { Handlers } from '../../../../src/backend/engine/slice.ts';
import type { Topics } from '../../../../src/backend/engine/topics.ts';
import { EventHub } from '../../../../src/backend/server/event-hub.ts';
import { ApiServer, type ApiServerOptions } from '../../../../src/backend/server/server.ts';
import type { Event, Role } from '../../../../src/contract/index.ts';
import { sample } from '../../../support/samples.ts';
import { silentLog } from '../silent-log.ts';

/** Golden answers of every call, for those that a test does not give an answer of its own. */
export const golden = (): Handlers => ({
  'status.get': sample.status,
  'box.get': sample.box,
  'inventory.get': sample.inventory,
  'inventory.refresh': sample.inventory,
  'config.get': sample.config,
  'config.reload': sample.config,
  'config.changes': sample.changes,
  'config.starts': sample.starts,
  'config.diff': sample.diff,
  'config.accept': sample.changes,
  'config.rollback': sample.changes,
  'guest.get': sample.guest,
  'guest.xml': sample.guestXml,
  'guest.start': sample.operation,
  'guest.stop': sample.operation,
  'guest.kill': sample.operation,
  'guest.reset': sample.operation,
  'guest.console-log': () => ({ lines: ['login:'] }),
  'guest.screenshot-save': sample.operation,
  'guest.screen-text': () => ({
    ...{ time: '2026-03-01T08:00:00.000Z', width: 720, height: 400 },
    lines: ['C:'],
    cells: 2,
    known: 2,
  }),
  'guest.thumbnail': () => ({
    ...{ time: '2026-03-01T08:00:00.000Z', picture: { width: 720, height: 400 } },
    ...{ width: 1, height: 1, base64: 'AKr/' },
  }),
  'guest.screenshot': () => ({ mime: 'image/png', time: '2026-03-01T08:00:00.000Z', base64: '' }),
  'guest-side.intent': sample.declaredIntent,
  'guest-side.declared': sample.declaredIntent,
  'guest-side.withdraw': () => ({}),
  'guest-side.health': () => sample.guest().health,
  'guest-side.ask': () => ({ accepted: true }),
  'guest-side.update': () => ({}),
  'guest-side.acknowledge': () => ({}),
  'guest-side.events': sample.guestEvents,
  'network.get': sample.network,
  'network.set': sample.operation,
  'network.confirm': sample.network,
  'network.revert': sample.network,
  'network.identify': sample.operation,
  'media.list': sample.media,
  'media.test-rules': sample.mediaRuling,
  'media.attach': sample.operation,
  'media.detach': sample.operation,
  'media.lend': sample.operation,
  'media.return': sample.operation,
  'media.remove': sample.operation,
  'drives.list': sample.drives,
  'drives.attach': sample.operation,
  'drives.detach': sample.operation,
  'drives.eject': sample.operation,
  'drives.images': sample.images,
  'drives.insert': sample.operation,
  'display.get': sample.display,
  'display.show': sample.display,
  'display.keys': sample.display,
  'power.get': sample.power,
  'power.ledger': sample.ledger,
  'power.restart': sample.operation,
  'power.off': sample.operation,
  'power.reboot': sample.operation,
  'power.host-down': sample.operation,
  'power.ctrl-alt-del': sample.power,
  'power.force': sample.power,
  'power.cancel': sample.power,
  'power.maintenance': sample.power,
  'power.end-maintenance': sample.power,
  'operations.list': sample.operations,
  'operations.get': sample.operation,
  'operations.cancel': sample.operation,
  'log.list': sample.logPage,
  'log.levels': () => ({ levels: { guest: 'info' } }),
  'log.set-level': () => ({ levels: { guest: 'debug' } }),
  'access.get': sample.access,
  'access.unlock': sample.access,
  'access.lock': sample.access,
  'access.touch': sample.access,
});

export interface Answered {
  status: number;
  headers: IncomingMessage['headers'];
  text: string;
  body: { error: { code: string; message: string; hint?: string; problems?: { message: string }[] } };
}

export interface TestApi {
  server: ApiServer;
  bus: Bus<Topics>;
  runtimeDir: string;
  /** The role of each seat; `viewer` unless set. */
  roles: Map<string, Role>;
  /** Seats on which a call was made that needs more than looking. */
  used: string[];
  errors: { message: string; fields: unknown }[];
  socket(seat: string): string;
  ask(
    seat: string,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answered>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The server on real sockets, with handlers in place of a backend. */
export async function startApi(
  handlers: Partial<Handlers> = {},
  snapshot: Event[] = [],
  attachConsole: ApiServerOptions['attachConsole'] = () => {},
): Promise<TestApi> {
  const runtimeDir = await mkdtemp(join(tmpdir(), 'bz-api-'));
  const roles = new Map<string, Role>([['admin', 'admin']]);
  const used: string[] = [];
  const errors: TestApi['errors'] = [];
  const bus = new Bus<Topics>(() => {});
  const log = {
    ...silentLog,
    error: (message: string, fields?: unknown) => void errors.push({ message, fields }),
  };
  const events = new EventHub({ bus, log, readSnapshot: () => snapshot });
  events.start();
  const server = new ApiServer({
    runtimeDir,
    adminSeat: 'admin',
    seatsGid: undefined,
    handlers: { ...golden(), ...handlers },
    events,
    log,
    version: '0.1.0',
    actor: (seat) => ({ seat, role: roles.get(seat) ?? 'viewer' }),
    onUse: (seat) => used.push(seat),
    attachConsole,
  });
  await server.start();
  await server.serveSeats(['tty1', 'ttyS0']);
  // Also when the test's time is over, in which case its scope is never left.
  let ended: Promise<void> | undefined;
  const end = (): Promise<void> => {
    ended ??= server.stop(100).then(() => rm(runtimeDir, { recursive: true, force: true }));
    return ended;
  };
  onTestFinished(end);
  const socket = (seat: string): string =>
    join(runtimeDir, seat === 'admin' ? 'admin.sock' : `seats/${seat}.sock`);
  return {
    server,
    bus,
    runtimeDir,
    roles,
    used,
    errors,
    socket,
    ask: async (seat, method, path, body, headers = {}) => {
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      const json = text === undefined ? {} : { 'content-type': 'application/json' };
      return await ask(socket(seat), method, path, text, { ...json, ...headers });
    },
    [Symbol.asyncDispose]: end,
  };
}

function ask(
  socketPath: string,
  method: string,
  path: string,
  text: string | undefined,
  headers: Record<string, string>,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ socketPath, method, path, headers }, (response) => {
      response.toArray().then((chunks) => {
        const said = Buffer.concat(chunks).toString();
        const isJson = response.headers['content-type']?.startsWith('application/json') ?? false;
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: said,
          body: isJson ? JSON.parse(said) : {},
        });
      }, reject);
    });
    request.on('error', reject);
    request.end(text);
  });
}
