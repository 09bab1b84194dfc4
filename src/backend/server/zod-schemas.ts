import type { FastifyServerOptions } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';

type SchemaController = NonNullable<FastifyServerOptions['schemaController']>;

/** Zod checks what comes in and goes out. Named when Fastify is made, so that its own compilers (ajv, fast-json-stringify) are never loaded. */
export const zodSchemas = {
  compilersFactory: { buildValidator: () => validatorCompiler, buildSerializer: () => serializerCompiler },
  // Fastify's types know JSON schemas only.
} as unknown as SchemaController;
