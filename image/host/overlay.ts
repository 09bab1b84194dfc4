import { lstat, readlink } from 'node:fs/promises';
import path from 'node:path';
import { listFiles } from '../lib/hash.ts';
import type { OverlayEntry } from '../lib/overlay.ts';

/** What is copied into the host, from where in the repository to where in the box. */
const TREES = [
  ['assets/host', '/'],
  ['assets/systemd', '/usr/lib/systemd/system'],
  ['templates', '/usr/lib/bezel/templates'],
] as const;

/** The bundles, and the mark that they are ES modules. */
const PROGRAM = [
  'bezeld.js',
  'bezel.js',
  'bezel-workbench.js',
  'bezel-console.js',
  'bezel-display.js',
  'package.json',
];

/** koffi's native part, where its JavaScript in a bundle finds it as in any other program. */
const KOFFI = ['package.json', 'index.js', 'linux_x64/koffi.node'].map((name) => {
  const file = `node_modules/@koromix/koffi-linux-x64/${name}`;
  return [file, `/usr/lib/bezel/${file}`] as const;
});

const FILES = [
  ['node_modules/node/bin/node', '/usr/lib/bezel/node'],
  ['image/demo/appliance.yaml', '/etc/bezel/appliance.yaml'],
  ['build/guest/guest.img', '/usr/share/bezel/guest.img'],
  ['build/guest/guest.img.sha256', '/usr/share/bezel/guest.img.sha256'],
  ...KOFFI,
  ...PROGRAM.map((name) => [`build/dist/${name}`, `/usr/lib/bezel/${name}`] as const),
] as const;

/** Units that start with the host. The serial seat's console is started by a udev rule, when there is a port. */
const ENABLED = [
  'bezel-storage.service',
  'bezel-witness.service',
  'bezeld.service',
  'bezel-guest-stop.service',
  'bezel-console@tty1.service',
  'bezel-display.service',
];

/** Everything in the repository that the last step of the build reads: its inputs, for the hash. */
export const OVERLAY_INPUTS: readonly string[] = [
  ...TREES.map(([from]) => from),
  ...FILES.map(([from]) => from),
];

/** Lists what to put into the system partition, and the files that should be there but aren't. */
export async function listOverlay(root: string): Promise<{ entries: OverlayEntry[]; missing: string[] }> {
  const entries: OverlayEntry[] = [];
  const missing: string[] = [];
  const add = async (source: string, target: string) => {
    const info = await lstat(source).catch(() => undefined);
    if (info === undefined) {
      missing.push(path.relative(root, source));
    } else if (info.isSymbolicLink()) {
      entries.push({ kind: 'link', target, to: await readlink(source) });
    } else {
      entries.push({ kind: 'file', source, target, mode: info.mode & 0o111 ? 0o755 : 0o644 });
    }
  };
  for (const [from, to] of TREES) {
    const start = path.join(root, from);
    for (const source of await listFiles(start)) {
      await add(source, path.posix.join(to, path.relative(start, source)));
    }
  }
  for (const [from, to] of FILES) {
    await add(path.join(root, from), to);
  }
  for (const unit of ENABLED) {
    const template = unit.replace(/@.*\./, '@.');
    const target = `/etc/systemd/system/multi-user.target.wants/${unit}`;
    entries.push({ kind: 'link', target, to: `/usr/lib/systemd/system/${template}` });
  }
  return { entries, missing };
}
