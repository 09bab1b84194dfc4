import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readGenerated } from './docs/generated.ts';

const root = join(import.meta.dirname, '..');
for (const { path, content } of await readGenerated(root)) {
  await writeFile(join(root, path), content);
  console.log(path);
}
