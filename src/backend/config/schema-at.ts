import * as z from 'zod';
import { policySchema } from './policy/policy.ts';

/** The part of the policy's schema that describes the value at `path`, without defaults and optionality. */
export function schemaAt(path: readonly PropertyKey[]): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>((schema, key) => {
    const bare = unwrap(schema);
    if (bare instanceof z.ZodObject) return bare.shape[String(key)] as z.ZodType | undefined;
    return bare instanceof z.ZodArray ? (bare.element as z.ZodType) : undefined;
  }, policySchema);
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

function unwrap(schema: z.ZodType | undefined): z.ZodType | undefined {
  let bare = schema;
  while (bare instanceof z.ZodDefault || bare instanceof z.ZodPrefault || bare instanceof z.ZodOptional) {
    bare = bare.unwrap() as z.ZodType;
  }
  return bare;
}
