import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { listFiles } from '../../../image/lib/hash.ts';

const root = path.join(import.meta.dirname, '../../..');

test('every shell script in the host and in the demo guest can be parsed', async () => {
  const files = [
    ...(await listFiles(path.join(root, 'assets/host/usr'))),
    ...(await listFiles(path.join(root, 'image'))),
  ];
  let scripts = 0;
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    if (/^#!\S*(?:\/sh|busybox sh)\n/.test(text)) {
      scripts++;
      await execa('sh', ['-n', file]);
    }
  }
  expect(scripts).toBeGreaterThan(10);
});
