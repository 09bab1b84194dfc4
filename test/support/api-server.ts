import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createRawServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Event } from '../../src/contract/index.ts';
import { eventsPath, paths, type RouteName } from '../../src/contract/paths.ts';

export interface ApiCall {
  name: RouteName;
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
}

/** What a call answers: a body with status 200, or another status when `status` and `body` are given by `answer`. */
export type Answer = (call: ApiCall, response: ServerResponse) => unknown;

const STATUS = Symbol('status');
/** An answer with a status of its own. */
export const answer = (status: number, body: unknown) => ({ [STATUS]: status, body });
/** What an `Answer` gives back when it has written to the response itself, or never will. */
export const ANSWERED = Symbol('answered');

/** A small backend without a box behind it: real HTTP on a real unix socket, with answers that a test chooses. */
export interface ApiServer {
  socketPath: string;
  /** Every call so far, in order. */
  calls: ApiCall[];
  /** How many event streams are open. */
  streams(): number;
  /** Sets the answer of a call; a plain value is answered as it is. */
  on(name: RouteName, answer: Answer | object): void;
  /** What every new event stream is told first. */
  greet(events: () => Event[]): void;
  send(event: Event): void;
  /** Writes bytes to every open event stream as they are. */
  sendRaw(bytes: string | Buffer): void;
  /** Cuts every connection and listens no longer, as a killed process does. */
  kill(): Promise<void>;
  /** Listens again, after `kill`. */
  revive(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startApiServer(): Promise<ApiServer> {
  const folder = await mkdtemp(join(tmpdir(), 'bezel-api-'));
  const socketPath = join(folder, 'api.sock');
  const answers = new Map<RouteName, Answer>();
  const open = new Set<ServerResponse>();
  const sockets = new Set<Socket>();
  const calls: ApiCall[] = [];
  let greeting: () => Event[] = () => [];

  const stream = (response: ServerResponse) => {
    open.add(response);
    response.on('close', () => open.delete(response));
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.flushHeaders();
    for (const event of greeting()) response.write(toFrame(event));
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://box');
    if (url.pathname === eventsPath) return stream(response);
    const found = match(request.method ?? '', url.pathname);
    if (found === undefined)
      return reply(response, 404, { error: { code: 'route.unknown', message: 'No such call' } });
    const text = (await request.toArray()).join('');
    const query = Object.fromEntries(url.searchParams);
    const call: ApiCall = { ...found, query, body: text === '' ? undefined : JSON.parse(text) };
    calls.push(call);
    const given: unknown = await answers.get(call.name)?.(call, response);
    if (given === ANSWERED) return;
    if (given === undefined)
      return reply(response, 500, { error: { code: 'test', message: `no answer to ${call.name}` } });
    if (isObject(given) && STATUS in given) reply(response, given[STATUS] as number, given.body);
    else reply(response, 200, given);
  };

  let server: Server;
  const listen = async () => {
    server = createServer((request, response) => void handle(request, response));
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  };
  const kill = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen();
  return {
    socketPath,
    calls,
    streams: () => open.size,
    on: (name, given) =>
      void answers.set(name, typeof given === 'function' ? (given as Answer) : () => given),
    greet: (events) => {
      greeting = events;
    },
    send: (event) => {
      for (const response of open) response.write(toFrame(event));
    },
    sendRaw: (bytes) => {
      for (const response of open) response.write(bytes);
    },
    kill,
    revive: listen,
    [Symbol.asyncDispose]: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A unix socket on which `onConnection` may say anything, or nothing. */
export async function startRawServer(onConnection: (socket: Socket) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'bezel-raw-'));
  const socketPath = join(folder, 'raw.sock');
  const sockets = new Set<Socket>();
  const server = createRawServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    onConnection(socket);
    // Only who reads learns that the other side has gone.
    socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  return {
    socketPath,
    connections: () => sockets.size,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const toFrame = (event: Event): string => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

const isObject = (value: unknown): value is Record<string | symbol, unknown> =>
  typeof value === 'object' && value !== null;

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function match(
  method: string,
  pathname: string,
): { name: RouteName; params: Record<string, string> } | undefined {
  for (const [name, route] of Object.entries(paths) as [RouteName, string][]) {
    const [routeMethod, pattern = ''] = route.split(' ');
    const found = new RegExp(`^${pattern.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(pathname);
    if (routeMethod === method && found) {
      const params = Object.entries(found.groups ?? {}).map(([key, value]) => [
        key,
        decodeURIComponent(value),
      ]);
      return { name, params: Object.fromEntries(params) };
    }
  }
  return undefined;
}
