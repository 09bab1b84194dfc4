import * as z from 'zod';
import { policySchema } from './policy/policy.ts';

/** As much of a JSON Schema (draft 2020-12) as zod makes of the policy's schema. */
export interface JsonSchema {
  $schema?: string;
  /** Of a member of a list: what it is called, in the singular. */
  title?: string;
  description?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  /** What `pattern` means, in words. Editors that know it (VS Code, yaml-language-server) show it; for all others it is a note. */
  patternErrorMessage?: string;
}

/** The policy as it may be written, for editors: what has a default may be left out. */
export function toPolicyJsonSchema(): JsonSchema {
  const { $schema, ...rest } = toJsonSchema(policySchema);
  return { ...($schema === undefined ? {} : { $schema }), title: 'appliance.yaml', ...rest };
}

/** A part of the policy's schema as JSON Schema, with the words of its patterns. */
export function toJsonSchema(part: z.ZodType): JsonSchema {
  return z.toJSONSchema(part, {
    target: 'draft-2020-12',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const words = toPatternWords(zodSchema);
      if (words !== undefined) Object.assign(jsonSchema, { patternErrorMessage: words });
    },
  }) as JsonSchema;
}

/** The words that a schema's `regex` gives to a text that does not match. */
function toPatternWords(schema: z.core.$ZodType): string | undefined {
  for (const check of schema._zod.def.checks ?? []) {
    const { def } = check._zod as { def: { format?: string; error?: (issue: never) => unknown } };
    if (def.format !== 'regex') continue;
    const words = def.error?.({} as never);
    return typeof words === 'string' ? words : undefined;
  }
  return undefined;
}
