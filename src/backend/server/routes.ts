import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type RouteName, routes } from '../../contract/index.ts';
import type { Log } from '../engine/log.ts';
import type { Handler, Handlers } from '../engine/slice.ts';
import { requireGuestScope, requireRole, requireSeatScope } from './role.ts';
import { routeNames, toRouteSchema } from './route-schema.ts';

export interface RoutesOptions {
  handlers: Handlers;
  log: Log;
  onUse(seat: string): void;
}

/** Every call of the contract, for the guest: refused before anything of the request is read, unless the guest may make it. */
export function registerGuestRoutes(app: FastifyInstance, handlers: Handlers): void {
  for (const name of routeNames) registerRoute(app, name, handlers, async () => requireGuestScope(name));
}

/** Every call of the contract: the role is checked before anything of the request is read, then its parts are validated, then it is answered. */
export function registerRoutes(app: FastifyInstance, options: RoutesOptions): void {
  for (const name of routeNames) {
    const { role } = routes[name];
    registerRoute(app, name, options.handlers, async (request) => {
      requireSeatScope(name);
      requireRole(request.by, role);
      if (role === 'viewer') return;
      options.onUse(request.by.seat);
      options.log.info(`${name} is called by ${request.by.seat}`, { ...request.by });
    });
  }
}

function registerRoute(
  app: FastifyInstance,
  name: RouteName,
  handlers: Handlers,
  onRequest: (request: FastifyRequest) => Promise<void>,
): void {
  // The table of handlers is typed name by name; in a loop only the server knows that they match.
  const handler = handlers[name] as Handler<RouteName>;
  app.route({
    ...toRouteSchema(name),
    onRequest,
    handler: async (request, reply) => {
      const { params, query, body } = request;
      const output = await handler({ params, query, body } as never, request.by);
      return reply.code(routes[name].status).send(output);
    },
  });
}
