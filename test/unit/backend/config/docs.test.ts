import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { descriptionAt, keysAt } from '../../../../src/backend/config/schema-at.ts';

const docs = readFileSync(
  join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'configuration.md'),
  'utf8',
);

/** Every key of the policy, `guest.disks[].target` for those of lists. */
function listKeys(path: PropertyKey[] = []): PropertyKey[][] {
  const own = keysAt(path).map((key) => [...path, key]);
  return own.flatMap((key) => [key, ...listKeys(key), ...listKeys([...key, 0])]);
}
const toName = (path: PropertyKey[]): string =>
  path.reduce<string>(
    (name, key) => (key === 0 ? `${name}[]` : name === '' ? String(key) : `${name}.${String(key)}`),
    '',
  );

it.each(listKeys().map((path) => [toName(path), path] as const))(
  'docs/configuration.md says of %s what the schema says',
  (name, path) => {
    const description = descriptionAt(path);
    expect(description).toBeTruthy();
    const row = docs.split('\n').find((line) => line.startsWith(`| \`${name}\` |`));
    expect(row).toContain(description);
  },
);
