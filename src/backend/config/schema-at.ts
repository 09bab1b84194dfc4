import * as z from 'zod';
import { policySchema } from './policy/policy.ts';

/** The part of the policy's schema that describes the value at `path`, as it stands there: with its default. */
export function schemaAt(path: readonly PropertyKey[]): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>((schema, key) => inside(unwrap(schema), key), policySchema);
}

/** Keys that a group of the policy may have. */
export function keysAt(path: readonly PropertyKey[]): string[] {
  const bare = unwrap(schemaAt(path));
  return bare instanceof z.ZodObject ? Object.keys(bare.shape) : [];
}

/** What a key means, as its schema says. */
export function descriptionAt(path: readonly PropertyKey[]): string | undefined {
  const schema = schemaAt(path);
  return schema?.description ?? unwrap(schema)?.description;
}

/** Of a choice the way that has such a key or members at all. */
function inside(bare: z.ZodType | undefined, key: PropertyKey): z.ZodType | undefined {
  if (bare instanceof z.ZodObject)
    return Object.hasOwn(bare.shape, key) ? (bare.shape[String(key)] as z.ZodType) : undefined;
  if (bare instanceof z.ZodArray) return bare.element as z.ZodType;
  if (bare instanceof z.ZodUnion)
    return bare.options
      .map((option) => inside(unwrap(option as z.ZodType), key))
      .find((found) => found !== undefined);
  return undefined;
}

function unwrap(schema: z.ZodType | undefined): z.ZodType | undefined {
  let bare = schema;
  while (bare instanceof z.ZodDefault || bare instanceof z.ZodPrefault || bare instanceof z.ZodOptional) {
    bare = bare.unwrap() as z.ZodType;
  }
  return bare;
}
