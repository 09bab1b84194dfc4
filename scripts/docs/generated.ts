import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toPolicyJsonSchema } from '../../src/backend/config/json-schema.ts';
import { renderKeyTables } from './key-tables.ts';
import { replacePart } from './replace-part.ts';

/** A file that is made of the schema of the policy, wholly or in part. */
export interface GeneratedFile {
  /** From the root of the repository. */
  path: string;
  content: string;
}

/** Everything that `npm run docs` writes, as it should be. */
export async function readGenerated(root: string): Promise<GeneratedFile[]> {
  const schema = toPolicyJsonSchema();
  const page = 'docs/configuration.md';
  const text = await readFile(join(root, page), 'utf8');
  return [
    { path: 'assets/schema/appliance.schema.json', content: `${JSON.stringify(schema, undefined, 2)}\n` },
    { path: page, content: replacePart(text, 'keys', renderKeyTables(schema)) },
  ];
}
