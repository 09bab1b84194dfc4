import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

const files = ['**/*.js', '**/*.d.ts'];
const entry = { types: './index.d.ts', default: './index.js' };

/**
 * Makes an npm package of src/libvirt in `out`, ready to be published: JavaScript and declarations, since Node runs no
 * TypeScript that is below a node_modules. What was in `out` is removed.
 */
export async function packLibvirt(root: string, out: string): Promise<void> {
  const source = join(root, 'src/libvirt');
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const tsc = join(root, 'node_modules/.bin/tsc');
  await execa(tsc, ['--project', join(source, 'tsconfig.json'), '--outDir', out], { cwd: root });
  await copyFile(join(source, 'README.md'), join(out, 'README.md'));
  await copyFile(join(root, 'LICENSE'), join(out, 'LICENSE'));
  const { private: _, ...manifest } = JSON.parse(
    await readFile(join(source, 'package.json'), 'utf8'),
  ) as Record<string, unknown>;
  const published = { ...manifest, types: entry.types, exports: { '.': entry }, files };
  await writeFile(join(out, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`);
}
