import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import { type Actor, openApiPath, plainText } from '../../contract/index.ts';
import type { Log } from '../engine/log.ts';
import { OperatorError } from '../engine/operator-error.ts';
import type { Handlers } from '../engine/slice.ts';
import { registerConsoleHint } from './console-door.ts';
import { toErrorAnswer } from './error-answer.ts';
import { type EventHub, registerEvents } from './event-hub.ts';
import { registerRoutes } from './routes.ts';
import { zodSchemas } from './zod-schemas.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks: the seat of the socket on which the call came, and its role when the call began. */
    by: Actor;
  }
}

export interface AppOptions {
  handlers: Handlers;
  events: EventHub;
  log: Log;
  /** Who speaks on a connection; decided by the socket that accepted it. */
  identify(request: IncomingMessage): Actor;
  /** A call that needs more than looking was made on this seat. */
  onUse(seat: string): void;
  version: string;
}

const bodyLimitBytes = 64 * 1024;

/** The API without its sockets. Call `ready()`, then hand requests to `routing`. */
export function createApp(options: AppOptions): FastifyInstance {
  const app = createBareApp({
    ...options,
    bodyLimitBytes,
    hint: `GET ${openApiPath} describes what does`,
  });
  registerRoutes(app, options);
  registerEvents(app, options.events);
  registerConsoleHint(app);
  registerOpenApi(app, options.version);
  return app;
}

export interface BareAppOptions extends Pick<AppOptions, 'log' | 'identify'> {
  bodyLimitBytes: number;
  /** What to tell who asks for something that does not exist. */
  hint: string;
}

/** No call yet, but the answers to those that cannot be made. */
export function createBareApp({ log, identify, bodyLimitBytes, hint }: BareAppOptions): FastifyInstance {
  const app = fastify({
    bodyLimit: bodyLimitBytes,
    exposeHeadRoutes: false,
    schemaController: zodSchemas,
    // What cannot even be routed, such as an address with a broken escape, does not reach the error handler.
    frameworkErrors: (error, _, reply) => {
      const { status, body } = toErrorAnswer(error, '');
      const answer: FastifyReply = reply;
      void answer.code(status).type('application/json; charset=utf-8').send(JSON.stringify(body));
    },
  });
  app.decorateRequest('by');
  app.addHook('onRequest', async (request) => {
    request.by = identify(request.raw);
  });
  app.setNotFoundHandler((request) => {
    throw new OperatorError(
      'request.unknown-path',
      `${plainText(`${request.method} ${request.url}`)} does not exist`,
      { status: 404, hint },
    );
  });
  app.setErrorHandler((error, request, reply) => {
    const id = randomBytes(4).toString('hex');
    const { status, body, bug } = toErrorAnswer(error, id);
    const call = { call: `${request.method} ${request.url}`, seat: request.by.seat };
    if (bug) log.error(`A call failed by a mistake in the backend (${id})`, { ...call, error });
    else log.debug(`A call was refused: ${body.error.message}`, { ...call, code: body.error.code });
    return reply.code(status).type('application/json; charset=utf-8').serializer(JSON.stringify).send(body);
  });
  return app;
}

/** The description is made when somebody asks for it, and kept: what makes it costs more memory than all else here. */
function registerOpenApi(app: FastifyInstance, version: string): void {
  let made: Promise<string> | undefined;
  app.get(openApiPath, async (_, reply) => {
    made ??= import('./openapi.ts').then(({ renderOpenApi }) => renderOpenApi(version));
    return reply.type('application/json; charset=utf-8').send(await made);
  });
}
