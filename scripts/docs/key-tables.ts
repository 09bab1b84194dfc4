import type { JsonSchema } from '../../src/backend/config/json-schema.ts';
import { toAllowed } from '../../src/backend/config/to-allowed.ts';

/**
 * The tables of all keys as Markdown: a section for each group of keys, with the keys that are no groups themselves, in the order of the
 * schema. Members of a list are named with brackets: `guest.disks[].target`.
 */
export function renderKeyTables(schema: JsonSchema): string {
  return toSections('', schema)
    .map(({ name, group }) => renderSection(name, group))
    .join('\n\n');
}

interface Section {
  name: string;
  group: JsonSchema;
}

function toSections(name: string, group: JsonSchema): Section[] {
  const inner = Object.entries(group.properties ?? {}).flatMap(([key, value]) => {
    const path = name === '' ? key : `${name}.${key}`;
    if (value.properties !== undefined) return toSections(path, value);
    const element = toElement(value);
    return element === undefined ? [] : toSections(`${path}[]`, element);
  });
  return [{ name, group }, ...inner];
}

/** What a list of groups of keys consists of. */
function toElement(schema: JsonSchema): JsonSchema | undefined {
  const { items } = schema.anyOf?.find((way) => way.items !== undefined) ?? schema;
  return items?.properties === undefined ? undefined : items;
}

function renderSection(name: string, group: JsonSchema): string {
  const heading = name === '' ? [] : [`### \`${name}\``, ''];
  return [
    ...heading,
    group.description ?? '',
    '',
    '| key | without it | allowed | meaning |',
    '|---|---|---|---|',
    ...Object.entries(group.properties ?? {})
      .filter(([, value]) => value.properties === undefined)
      .map(([key, value]) =>
        toRow(name === '' ? key : `${name}.${key}`, value, group.required?.includes(key) === true),
      ),
  ].join('\n');
}

function toRow(name: string, schema: JsonSchema, required: boolean): string {
  const members = toElement(schema) === undefined ? '' : `, see \`${name}[]\``;
  const allowed = `${toAllowed(schema, toCode)}${members}`;
  const cells = [`\`${name}\``, toDefault(schema, required), allowed, schema.description ?? ''];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function toDefault(schema: JsonSchema, required: boolean): string {
  if (schema.default !== undefined) return toCode(schema.default);
  return required ? 'refused' : '';
}

function toCode(value: unknown): string {
  if (Array.isArray(value)) return `\`[${value.join(', ')}]\``;
  return `\`${String(value)}\``;
}
