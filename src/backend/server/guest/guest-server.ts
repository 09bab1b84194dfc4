import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { type Actor, type Problem, plainText } from '../../../contract/index.ts';
import type { Clock } from '../../engine/clock.ts';
import type { Log } from '../../engine/log.ts';
import type { Handlers } from '../../engine/slice.ts';
import { TokenBucket } from '../../engine/token-bucket.ts';
import { createBareApp } from '../app.ts';
import { registerGuestRoutes } from '../routes.ts';
import { AbuseLog } from './abuse-log.ts';
import { type GuestLimits, guestLimits } from './limits.ts';
import { isTooLarge, refuseCall, refuseConnection, tooLarge, tooMany } from './refuse.ts';

export interface GuestServerOptions {
  clock: Clock;
  log: Log;
  handlers: Handlers;
  /** The only address at which it listens. */
  place: { host: string; port: number };
  /** The only address from which somebody may come. */
  peer: string;
  limits?: GuestLimits;
  /** `problems` are others. */
  onChange(): void;
}

/** Whoever comes by the private link, whatever he says. Which calls he may make the table of calls says, and no role. */
const guest: Actor = { seat: 'guest', role: 'viewer' };
const listenAgainMs = 60_000;

/** The API for the guest, on the private link. Its caller is hostile: everything that it can make the backend do or keep has a limit. */
export class GuestServer {
  readonly #options: GuestServerOptions;
  readonly #limits: GuestLimits;
  readonly #app: FastifyInstance;
  readonly #abuse: AbuseLog;
  readonly #calls: TokenBucket;
  #server: Server | undefined;
  #problem: Problem | undefined;
  #isWanted = false;
  #stopped = false;
  #cancelTry = (): void => {};
  #changing: Promise<void> = Promise.resolve();

  constructor(options: GuestServerOptions) {
    const { clock, log, handlers, limits = guestLimits } = options;
    this.#options = options;
    this.#limits = limits;
    this.#abuse = new AbuseLog(clock, log, 'Who calls on the private link');
    this.#calls = new TokenBucket(limits.calls, () => clock.now().getTime());
    this.#app = createBareApp({
      log,
      identify: () => guest,
      bodyLimitBytes: limits.bodyBytes,
      hint: 'GET /v1/box tells which box this is',
    });
    registerGuestRoutes(this.#app, handlers);
  }

  get problems(): Problem[] {
    return this.#problem === undefined ? [] : [this.#problem];
  }

  /** The calls, for another way to them. */
  get app(): FastifyInstance {
    return this.#app;
  }

  /** The port at which it listens; absent while it does not. */
  get port(): number | undefined {
    const address = this.#server?.address();
    return typeof address === 'object' ? address?.port : undefined;
  }

  /** Listens while the link is there. To be told as often as anybody likes: what failed is tried again. Never throws. */
  serve(isThere: boolean): Promise<void> {
    this.#isWanted = isThere && !this.#stopped;
    this.#changing = this.#changing.then(() => this.#serve());
    return this.#changing;
  }

  /** Listens no longer, and gives calls that are being answered `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    this.#cancelTry();
    await this.#changing;
    await this.#close(graceMs);
    this.#abuse.stop();
    await this.#app.close();
  }

  async #serve(): Promise<void> {
    this.#cancelTry();
    if (!this.#isWanted) {
      this.#tell(undefined);
      return this.#close(0);
    }
    if (this.#server !== undefined) return;
    try {
      await this.#app.ready();
      this.#server = await this.#listen();
      this.#tell(undefined);
    } catch (error) {
      this.#tell(toProblem(this.#options.place, error));
      this.#cancelTry = this.#options.clock.after(listenAgainMs, () => void this.serve(this.#isWanted));
    }
  }

  #tell(problem: Problem | undefined): void {
    if (problem?.message === this.#problem?.message) return;
    this.#problem = problem;
    if (problem !== undefined) this.#options.log.error(problem.message, { code: problem.code });
    this.#options.onChange();
  }

  async #listen(): Promise<Server> {
    const { place, log } = this.#options;
    const server = this.#createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ ...place, backlog: this.#limits.connections }, () => {
        server.off('error', reject);
        resolve();
      });
    });
    // A broken connection is the caller's affair; without a listener it would end the backend.
    server.on('error', (error) => log.warn('The listener of the private link has a problem', { error }));
    log.info(`Listening on ${place.host}:${place.port} for the guest`);
    return server;
  }

  async #close(graceMs: number): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    if (graceMs === 0) server.closeAllConnections();
    else server.closeIdleConnections();
    const cancel = this.#options.clock.after(graceMs, () => server.closeAllConnections());
    await closed;
    cancel();
  }

  #createServer(): Server {
    const {
      connections,
      callsPerConnection,
      headerBytes,
      headerLines,
      requestMs,
      keepAliveMs,
      idleMs,
      checkMs,
    } = this.#limits;
    const timeouts = { headersTimeout: requestMs, requestTimeout: requestMs, keepAliveTimeout: keepAliveMs };
    const checks = { maxHeaderSize: headerBytes, connectionsCheckingInterval: checkMs };
    const server = createServer({ ...timeouts, ...checks }, (request, response) =>
      this.#onCall(request, response),
    );
    server.maxConnections = connections;
    server.maxRequestsPerSocket = callsPerConnection;
    server.maxHeadersCount = headerLines;
    server.setTimeout(idleMs);
    server.on('connection', (socket) => this.#onConnection(socket));
    server.on('drop', () => this.#abuse.note('too-many-connections'));
    server.on('clientError', (error, socket) => {
      const abuse = refuseConnection(error, socket);
      if (abuse !== undefined) this.#abuse.note(abuse);
    });
    return server;
  }

  /** The packet filter lets nobody else in. Where somebody has taken it away, this is left. */
  #onConnection(socket: Socket): void {
    if (socket.remoteAddress === this.#options.peer) return;
    socket.destroy();
    this.#abuse.note('stranger');
  }

  #onCall(request: IncomingMessage, response: ServerResponse): void {
    const waitMs = this.#calls.take();
    if (waitMs > 0) {
      this.#abuse.note('too-many-calls');
      refuseCall(response, tooMany(waitMs));
    } else if (isTooLarge(request, this.#limits.bodyBytes)) {
      this.#abuse.note('too-large');
      refuseCall(response, tooLarge(this.#limits.bodyBytes));
    } else this.#app.routing(request, response);
  }
}

const toProblem = ({ host, port }: { host: string; port: number }, error: unknown): Problem => ({
  code: 'server.guest-api-failed',
  severity: 'error',
  message: `The guest cannot be served at ${host}:${port} (${plainText(error instanceof Error ? error.message : String(error))})`,
  hint: 'It is tried again by itself; the guest runs without its API',
});
