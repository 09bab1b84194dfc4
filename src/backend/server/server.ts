import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type Actor, type Problem, plainText } from '../../contract/index.ts';
import type { Log } from '../engine/log.ts';
import type { Handlers } from '../engine/slice.ts';
import { listenOnSocket, removeSocket, type SocketPlace } from '../host/socket.ts';
import { createApp } from './app.ts';
import { answerConsole, asksForConsole, type ConsoleDoorOptions } from './console-door.ts';
import type { EventHub } from './event-hub.ts';

export interface ApiServerOptions {
  /** The folder of the sockets, `/run/bezel` in production. */
  runtimeDir: string;
  adminSeat: string;
  /** The group that may connect to the seats' sockets. */
  seatsGid: number | undefined;
  handlers: Handlers;
  events: EventHub;
  log: Log;
  version: string;
  /** Who speaks when a call comes from this seat now. */
  actor(seat: string): Actor;
  onUse(seat: string): void;
  /** Gives the guest's console to who asks for it. */
  attachConsole: ConsoleDoorOptions['attach'];
}

const maxConnections = 32;
const limits = {
  maxHeaderSize: 8 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 30_000,
};

/** The API on its unix sockets: one per seat and one for the administrator. The socket that accepted a connection says whose it is. */
export class ApiServer {
  readonly #options: ApiServerOptions;
  readonly #app: FastifyInstance;
  readonly #seats = new WeakMap<IncomingMessage, string>();
  readonly #listening = new Map<string, { server: Server; path: string }>();
  readonly #problems = new Map<string, Problem>();
  /** Connections that have become something else than HTTP. */
  readonly #consoles = new Map<Server, Set<Duplex>>();
  #changing: Promise<void> = Promise.resolve();

  constructor(options: ApiServerOptions) {
    this.#options = options;
    this.#app = createApp({
      ...options,
      identify: (request) => options.actor(this.#seats.get(request) ?? 'nobody'),
    });
  }

  /** The sockets that could not be made. */
  get problems(): Problem[] {
    return [...this.#problems.values()];
  }

  /** Listens on the sockets of these seats, then on the administrator's: when that answers, all do. Throws when that can't be made. */
  async start(seats: readonly string[] = []): Promise<void> {
    await this.#app.ready();
    await this.serveSeats(seats);
    const { adminSeat, runtimeDir } = this.#options;
    await this.#listen(adminSeat, { path: join(runtimeDir, `${adminSeat}.sock`), mode: 0o600 });
  }

  /** Listens for these seats and for no others. A socket that can't be made is a problem and keeps no other from being made. */
  serveSeats(seats: readonly string[]): Promise<void> {
    this.#changing = this.#changing.then(() => this.#serveSeats(seats));
    return this.#changing;
  }

  /** Takes no more calls, ends the event streams and gives calls that are being answered `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    await this.#changing;
    this.#options.events.stop();
    await Promise.all([...this.#listening.keys()].map((seat) => this.#close(seat, graceMs)));
    await this.#app.close();
  }

  async #serveSeats(seats: readonly string[]): Promise<void> {
    const { runtimeDir, seatsGid, adminSeat, log } = this.#options;
    this.#problems.clear();
    for (const seat of this.#listening.keys()) {
      if (seat !== adminSeat && !seats.includes(seat)) await this.#close(seat, 0);
    }
    for (const seat of seats.filter((each) => !this.#listening.has(each))) {
      const path = join(runtimeDir, 'seats', `${seat}.sock`);
      try {
        await this.#listen(seat, { path, mode: 0o660, ...(seatsGid === undefined ? {} : { gid: seatsGid }) });
      } catch (error) {
        log.error(`The socket ${path} cannot be made`, { error });
        this.#problems.set(seat, toProblem(seat, path, error));
      }
    }
  }

  async #listen(seat: string, place: SocketPlace): Promise<void> {
    const server = this.#createServer(seat);
    await listenOnSocket(server, place);
    this.#listening.set(seat, { server, path: place.path });
    this.#options.log.info(`Listening on ${place.path}`);
  }

  async #close(seat: string, graceMs: number): Promise<void> {
    const { server, path } = this.#listening.get(seat) ?? {};
    if (server === undefined || path === undefined) return;
    this.#listening.delete(seat);
    await removeSocket(path);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const timer = setTimeout(() => {
      server.closeAllConnections();
      for (const socket of this.#consoles.get(server) ?? []) socket.destroy();
    }, graceMs);
    await closed;
    clearTimeout(timer);
    this.#consoles.delete(server);
  }

  #createServer(seat: string): Server {
    const options = { ...limits, shouldUpgradeCallback: asksForConsole };
    const server = createServer(options, (request, response) => {
      this.#seats.set(request, seat);
      this.#app.routing(request, response);
    });
    const { log, onUse, attachConsole: attach } = this.#options;
    const sockets = new Set<Duplex>();
    this.#consoles.set(server, sockets);
    server.on('upgrade', (request, socket, head) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      answerConsole(request, socket, head, this.#options.actor(seat), { log, onUse, attach });
    });
    server.maxConnections = maxConnections;
    // A broken connection is the caller's affair; without a listener it would end the backend.
    server.on('error', (error) => log.warn(`The socket of ${seat} has a problem`, { error }));
    return server;
  }
}

const toProblem = (seat: string, path: string, error: unknown): Problem => ({
  code: 'server.socket-failed',
  severity: 'error',
  message: `${seat} cannot be served: its socket is not made (${plainText(error instanceof Error ? error.message : String(error))})`,
  hint: 'The console of this seat stays without a backend',
  where: { file: path },
});
