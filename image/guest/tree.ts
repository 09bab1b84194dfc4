import {
  chmod,
  copyFile,
  cp,
  mkdir,
  readdir,
  readFile,
  realpath,
  symlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { type BuildContext, run } from '../lib/run.ts';
import { parseModules, planModules } from './modules.ts';

/** Programs taken from Debian's packages, with the libraries that they need. */
const PROGRAMS = ['usr/bin/busybox', 'usr/sbin/qemu-ga', 'usr/sbin/mke2fs', 'usr/bin/eject'];
const LOADER = '/lib64/ld-linux-x86-64.so.2';
const MERGED = ['bin', 'sbin', 'lib', 'lib64'];

/** Fills `tree`, the guest's whole root file system, from the unpacked packages and `image/guest/root`. */
export async function writeTree(context: BuildContext, debian: string, tree: string): Promise<void> {
  const own = path.join(context.root, 'image/guest');
  for (const directory of MERGED) {
    await mkdir(path.join(tree, 'usr', directory), { recursive: true });
    await symlink(`usr/${directory}`, path.join(tree, directory));
    await symlink(`usr/${directory}`, path.join(debian, directory)).catch(() => {});
  }
  for (const directory of ['proc', 'sys', 'dev', 'etc', 'root', 'run', 'tmp', 'var']) {
    await mkdir(path.join(tree, directory), { recursive: true });
  }
  await cp(path.join(own, 'root'), tree, { recursive: true, verbatimSymlinks: true });
  await cp(path.join(context.root, 'assets/guest/bezel-guest'), path.join(tree, 'usr/bin/bezel-guest'));
  await writeFile(path.join(tree, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  await writeFile(path.join(tree, 'etc/group'), 'root:x:0:\n');
  await copyPrograms(context, debian, tree);
  await copyModules(
    context,
    debian,
    tree,
    JSON.parse(await readFile(path.join(own, 'modules.json'), 'utf8')),
  );
}

async function copyInto(debian: string, tree: string, name: string): Promise<void> {
  const from = path.join(debian, name);
  const to = path.join(tree, name);
  await mkdir(path.dirname(to), { recursive: true });
  await copyFile(await realpath(from), to);
  await chmod(to, 0o755);
}

async function copyPrograms(context: BuildContext, debian: string, tree: string): Promise<void> {
  const files = new Set([LOADER]);
  for (const program of PROGRAMS) {
    files.add(`/${program}`);
    // The dynamic loader's own listing, made inside the unpacked tree: the build machine's libraries are older.
    const quiet = { ...context, log: () => {} };
    const listing = await run(quiet, 'chroot', [debian, LOADER, '--list', `/${program}`]);
    for (const match of listing.matchAll(/=> (\/\S+)/g)) {
      files.add(match[1] ?? '');
    }
  }
  for (const file of files) {
    await copyInto(debian, tree, file);
  }
  await copyFile(path.join(debian, 'etc/mke2fs.conf'), path.join(tree, 'etc/mke2fs.conf'));
}

/** Copies the modules unpacked: the whole initramfs is compressed once, and the guest boots faster. */
async function copyModules(
  context: BuildContext,
  debian: string,
  tree: string,
  wanted: string[],
): Promise<void> {
  const modules = path.join(debian, 'usr/lib/modules');
  const [release = ''] = await readdir(modules);
  const from = path.join(modules, release);
  await run(context, 'chroot', [debian, '/usr/sbin/depmod', release]);
  const table = parseModules(
    await readFile(path.join(from, 'modules.dep'), 'utf8'),
    await readFile(path.join(from, 'modules.builtin'), 'utf8'),
  );
  const to = path.join(tree, 'lib/modules');
  await mkdir(to, { recursive: true });
  const order: string[] = [];
  for (const file of planModules(table, wanted)) {
    const name = path.basename(file).replace(/\.xz$/, '');
    await copyFile(path.join(from, file), path.join(to, path.basename(file)));
    order.push(`/lib/modules/${name}`);
  }
  const packed = (await readdir(to)).filter((name) => name.endsWith('.xz'));
  await run(context, 'xz', ['--decompress', ...packed.map((name) => path.join(to, name))]);
  await writeFile(path.join(tree, 'lib/guest/modules.order'), `${order.join('\n')}\n`);
}
