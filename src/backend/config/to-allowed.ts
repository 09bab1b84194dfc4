import type { JsonSchema } from './json-schema.ts';

/** How a value is shown: as code in the docs, as it is in messages. */
export type Quote = (value: unknown) => string;

/** What a value may be, in words: `bios, uefi or uefi-secure`, `a whole number from 5 to 3600`, `a list of 1 to 16 disks`. */
export function toAllowed(schema: JsonSchema, quote: Quote = String): string {
  if (schema.const !== undefined) return quote(schema.const);
  if (schema.enum !== undefined) return toChoice(schema.enum.map(quote));
  if (schema.anyOf !== undefined) {
    const ways = schema.anyOf.flatMap((way) => way.enum?.map(quote) ?? [toAllowed(way, quote)]);
    return toChoice(ways);
  }
  switch (schema.type) {
    case 'boolean':
      return toChoice([true, false].map(quote));
    case 'integer':
      return `a whole number${toRange(schema.minimum, schema.maximum)}`;
    case 'number':
      return `a number${toRange(schema.minimum, schema.maximum)}`;
    case 'array':
      return toList(schema, quote);
    case 'object':
      return 'a group of keys';
    default:
      return toText(schema);
  }
}

function toChoice(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

function toRange(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  if (least !== undefined) return ` of at least ${least}`;
  return most === undefined ? '' : ` of at most ${most}`;
}

function toCount(least: number, most: number | undefined): string {
  if (most === undefined) return least === 0 ? '' : `at least ${least} `;
  return least === 0 ? `at most ${most} ` : `${least} to ${most} `;
}

function toList({ minItems = 0, maxItems, items }: JsonSchema, quote: Quote): string {
  const members = items?.title === undefined ? 'entries' : `${items.title}s`;
  const list = `a list of ${toCount(minItems, maxItems)}${members}`;
  const isText = items !== undefined && items.type !== 'object';
  return isText ? `${list}, each ${toAllowed(items, quote)}` : list;
}

function toText({ patternErrorMessage = 'text', minLength = 0, maxLength }: JsonSchema): string {
  if (minLength === 0 && maxLength === undefined) return patternErrorMessage;
  return `${patternErrorMessage}, ${toCount(minLength, maxLength)}characters`;
}
