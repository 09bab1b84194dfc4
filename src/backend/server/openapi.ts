import swagger from '@fastify/swagger';
import { fastify } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { consolePath, consoleRole, eventsPath } from '../../contract/index.ts';
import { routeNames, toRouteSchema } from './route-schema.ts';
import { zodSchemas } from './zod-schemas.ts';

/**
 * The API's description: OpenAPI 3.1 as JSON text, from the schemas that validate requests. `x-role` is the least role that may make a call,
 * `x-guest` that the guest may make it.
 */
export async function renderOpenApi(version: string): Promise<string> {
  const app = fastify({
    schemaController: zodSchemas,
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Bezel',
        version,
        description: 'HTTP over unix sockets; the socket decides seat and role.',
        license: { name: 'Apache-2.0' },
      },
    },
    transform: jsonSchemaTransform,
  });
  for (const name of routeNames) app.route({ ...toRouteSchema(name), handler: () => {} });
  app.get(
    eventsPath,
    {
      schema: {
        operationId: 'events',
        summary: 'Server-sent events: every message is a whole resource as it is now',
        tags: ['events'],
        'x-role': 'viewer',
        produces: ['text/event-stream'],
      } as object,
    },
    () => {},
  );
  app.get(
    consolePath,
    {
      schema: {
        operationId: 'console',
        summary: "The guest's serial console, after an upgrade of the connection to `bezel-console`",
        tags: ['guest'],
        'x-role': consoleRole,
      } as object,
    },
    () => {},
  );
  await app.ready();
  const text = JSON.stringify(app.swagger());
  await app.close();
  return text;
}
