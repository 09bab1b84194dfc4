import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Actor } from '../../contract/index.ts';
import type { Log } from '../engine/log.ts';
import type { Handlers } from '../engine/slice.ts';
import { listenOnSocket, removeSocket } from '../host/socket.ts';
import { createApp } from './app.ts';
import type { EventHub } from './event-hub.ts';

export interface ApiServerOptions {
  /** The folder of the sockets, `/run/bezel` in production. */
  runtimeDir: string;
  adminSeat: string;
  seats: readonly string[];
  /** The group that may connect to the seats' sockets. */
  seatsGid: number | undefined;
  handlers: Handlers;
  events: EventHub;
  log: Log;
  version: string;
  /** Who speaks when a call comes from this seat now. */
  actor(seat: string): Actor;
  onUse(seat: string): void;
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
  readonly #listening: { server: Server; path: string }[] = [];

  constructor(options: ApiServerOptions) {
    this.#options = options;
    this.#app = createApp({
      ...options,
      identify: (request) => options.actor(this.#seats.get(request) ?? 'nobody'),
    });
  }

  /** Listens; one socket that can't be made is reported and keeps no other from being made. Throws when there is none at all. */
  async start(): Promise<void> {
    await this.#app.ready();
    const { runtimeDir, adminSeat, seats, seatsGid, log } = this.#options;
    const group = seatsGid === undefined ? {} : { gid: seatsGid };
    const places = [
      { seat: adminSeat, path: join(runtimeDir, `${adminSeat}.sock`), mode: 0o600 },
      ...seats.map((seat) => ({
        seat,
        path: join(runtimeDir, 'seats', `${seat}.sock`),
        mode: 0o660,
        ...group,
      })),
    ];
    const failures: unknown[] = [];
    for (const place of places) {
      const server = this.#createServer(place.seat);
      try {
        await listenOnSocket(server, place);
        this.#listening.push({ server, path: place.path });
        log.info(`Listening on ${place.path}`);
      } catch (error) {
        failures.push(error);
        log.error(`The socket ${place.path} cannot be made`, { error });
      }
    }
    if (this.#listening.length === 0) throw new AggregateError(failures, 'No socket of the API can be made');
  }

  /** Takes no more calls, ends the event streams and gives calls that are being answered `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.#options.events.stop();
    await Promise.all(
      this.#listening.splice(0).map(async ({ server, path }) => {
        await removeSocket(path);
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        server.closeIdleConnections();
        const timer = setTimeout(() => server.closeAllConnections(), graceMs);
        await closed;
        clearTimeout(timer);
      }),
    );
    await this.#app.close();
  }

  #createServer(seat: string): Server {
    const server = createServer(limits, (request, response) => {
      this.#seats.set(request, seat);
      this.#app.routing(request, response);
    });
    server.maxConnections = maxConnections;
    // A broken connection is the caller's affair; without a listener it would end the backend.
    server.on('error', (error) => this.#options.log.warn(`The socket of ${seat} has a problem`, { error }));
    return server;
  }
}
