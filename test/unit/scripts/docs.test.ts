import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGenerated } from '../../../scripts/docs/generated.ts';
import { renderKeyTables } from '../../../scripts/docs/key-tables.ts';
import { replacePart } from '../../../scripts/docs/replace-part.ts';
import { type JsonSchema, toPolicyJsonSchema } from '../../../src/backend/config/json-schema.ts';
import { smbiosFilters, smbiosVariables } from '../../../src/backend/config/smbios-text.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Every part of a schema with its name: `guest.disks[].target`. */
function listParts(schema: JsonSchema, name = ''): [string, JsonSchema][] {
  const keys = Object.entries(schema.properties ?? {});
  return [
    [name, schema],
    ...keys.flatMap(([key, part]) => listParts(part, name === '' ? key : `${name}.${key}`)),
    ...(schema.items === undefined ? [] : listParts(schema.items, `${name}[]`)),
    ...(schema.anyOf ?? []).flatMap((way) => listParts(way, name).slice(1)),
  ];
}

describe('the documentation of the policy', () => {
  it('is what `npm run docs` makes of the schema', async () => {
    for (const { path, content } of await readGenerated(root))
      expect(await readFile(join(root, path), 'utf8'), path).toBe(content);
  });

  it('names every variable and filter of SMBIOS texts', async () => {
    const page = await readFile(join(root, 'docs/configuration.md'), 'utf8');
    const rows = Object.entries(smbiosVariables).map(([group, [first, ...others]]) =>
      [`| \`${group}.${first}\``, ...others.map((name) => `\`.${name}\``)].join(', '),
    );
    for (const row of rows) expect(page).toContain(row);
    for (const filter of smbiosFilters) expect(page).toMatch(new RegExp(`\`${filter}\`|\\| ${filter}:`));
  });

  it.each(listParts(toPolicyJsonSchema()))('says what "%s" means, in sentences', (_, part) => {
    expect(part.description).toMatch(/^(`|[A-Z]).*[.]$/s);
  });

  it.each(listParts(toPolicyJsonSchema()).filter(([, { pattern }]) => pattern !== undefined))(
    'has words for the pattern of %s',
    (_, part) => {
      expect(part.patternErrorMessage).toMatch(/\w/);
    },
  );
});

describe('a table of keys', () => {
  it('names groups and members of lists by their path, and shows each kind of bound', () => {
    const tables = renderKeyTables({
      description: 'All.',
      required: ['version'],
      properties: {
        version: { const: 1, description: 'V.' },
        group: {
          description: 'A group.',
          properties: {
            share: { type: 'number', minimum: 0, maximum: 0.5, default: 0.1, description: 'A | B.' },
            list: {
              type: 'array',
              maxItems: 2,
              description: 'L.',
              items: {
                type: 'object',
                description: 'One.',
                properties: { on: { type: 'boolean', default: false, description: 'O.' } },
              },
            },
            either: {
              description: 'E.',
              anyOf: [
                { enum: ['all'] },
                { type: 'array', minItems: 1, items: { type: 'string', maxLength: 3 } },
              ],
            },
          },
        },
      },
    });
    expect(tables.split('\n').filter((line) => line !== '')).toEqual([
      'All.',
      '| key | without it | allowed | meaning |',
      '|---|---|---|---|',
      '| `version` | refused | `1` | V. |',
      '### `group`',
      'A group.',
      '| key | without it | allowed | meaning |',
      '|---|---|---|---|',
      '| `group.share` | `0.1` | a number from 0 to 0.5 | A \\| B. |',
      '| `group.list` |  | a list of at most 2 entries, see `group.list[]` | L. |',
      '| `group.either` |  | `all` or a list of at least 1 entries, each text, at most 3 characters | E. |',
      '### `group.list[]`',
      'One.',
      '| key | without it | allowed | meaning |',
      '|---|---|---|---|',
      '| `group.list[].on` | `false` | `true` or `false` | O. |',
    ]);
  });
});

describe('a generated part of a page', () => {
  it('replaces what was there, and nothing else', () => {
    const page = 'a\n<!-- x begins -->\nold\n<!-- x ends -->\nb';
    const once = replacePart(page, 'x', 'new');
    expect(once).toBe('a\n<!-- x begins -->\n\nnew\n\n<!-- x ends -->\nb');
    expect(replacePart(once, 'x', 'new')).toBe(once);
  });

  it.each(['a', '<!-- x begins --> <!-- x begins --> <!-- x ends -->', '<!-- x ends --> <!-- x begins -->'])(
    'is refused where its marks are not as they should be: %s',
    (page) => expect(() => replacePart(page, 'x', 'new')).toThrow('x begins'),
  );
});
