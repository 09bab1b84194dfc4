import type { FastifyInstance } from 'fastify';
import { type RouteName, routes } from '../../contract/index.ts';
import type { Log } from '../engine/log.ts';
import type { Handler, Handlers } from '../engine/slice.ts';
import { requireRole } from './role.ts';
import { routeNames, toRouteSchema } from './route-schema.ts';

export interface RoutesOptions {
  handlers: Handlers;
  log: Log;
  onUse(seat: string): void;
}

/** Every call of the contract: the role is checked before anything of the request is read, then its parts are validated, then it is answered. */
export function registerRoutes(app: FastifyInstance, options: RoutesOptions): void {
  for (const name of routeNames) {
    const { role, status } = routes[name];
    // The table of handlers is typed name by name; in a loop only the server knows that they match.
    const handler = options.handlers[name] as Handler<RouteName>;
    app.route({
      ...toRouteSchema(name),
      onRequest: async (request) => {
        requireRole(request.by, role);
        if (role === 'viewer') return;
        options.onUse(request.by.seat);
        options.log.info(`${name} is called by ${request.by.seat}`, { ...request.by });
      },
      handler: async (request, reply) => {
        const { params, query, body } = request;
        const output = await handler({ params, query, body } as never, request.by);
        return reply.code(status).send(output);
      },
    });
  }
}
