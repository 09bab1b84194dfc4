import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packLibvirt } from '../../../scripts/lib/pack-libvirt.ts';

const root = join(import.meta.dirname, '../../..');
const run = promisify(execFile);
let project: string;

/** Somebody else's program, with the package where npm would install it. */
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'bezel-libvirt-'));
  await packLibvirt(root, join(project, 'node_modules/libvirt'));
  await mkdir(join(project, 'node_modules/@types'));
  for (const types of ['@types/node', 'undici-types'])
    await symlink(join(root, 'node_modules', types), join(project, 'node_modules', types));
  await writeFile(join(project, 'package.json'), '{ "type": "module" }');
});
afterAll(() => rm(project, { recursive: true, force: true }));

test('an installed package is imported like any other', async () => {
  await writeFile(
    join(project, 'main.js'),
    "import { Libvirt, LibvirtSession } from 'libvirt'; console.log(typeof Libvirt.open, LibvirtSession.name);",
  );
  const { stdout, stderr } = await run(process.execPath, [join(project, 'main.js')]);
  expect(stdout).toBe('function LibvirtSession\n');
  expect(stderr).toBe('');
});

test('the example of the README fits the types of the package', async () => {
  const readme = await readFile(join(project, 'node_modules/libvirt/README.md'), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  expect(example).toContain("from 'libvirt'");
  await writeFile(join(project, 'example.ts'), example);
  const compilerOptions = {
    noEmit: true,
    strict: true,
    module: 'nodenext',
    target: 'es2024',
    types: ['node'],
  };
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['example.ts'] }));
  const { stdout } = await run(join(root, 'node_modules/.bin/tsc'), ['-p', project]).catch(
    (error: { stdout: string }) => error,
  );
  expect(stdout).toBe('');
});

test('it holds what it needs and no source', async () => {
  const folder = join(project, 'node_modules/libvirt');
  const files = await readdir(folder, { recursive: true });
  expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'index.js', 'index.d.ts']));
  expect(files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([]);
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as object;
  expect(manifest).toMatchObject({ name: 'libvirt', license: 'Apache-2.0' });
  expect(manifest).not.toHaveProperty('private');
});
