import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runBootstrap, SUITE } from '../lib/debian.ts';
import { writeDisk } from '../lib/disk.ts';
import { writeFat } from '../lib/fat.ts';
import { hashInputs } from '../lib/hash.ts';
import { type BuildContext, BuildError, run } from '../lib/run.ts';
import { writeTree } from './tree.ts';

/** The guest's one partition, and the whole disk: kernel and initramfs, with room to spare. */
const PARTITION_MIB = 62;
const DISK_MIB = 64;
const START_MIB = 1;

/** SYSLINUX's boot code for an MBR disk, from the Debian package syslinux-common. */
const MBR_BOOT_CODE = '/usr/lib/syslinux/mbr/mbr.bin';

/** The kernel's own messages go to the serial port, where a panic is seen; the picture stays clean. */
const SYSLINUX_CONFIG = `DEFAULT guest
PROMPT 0
LABEL guest
  LINUX /vmlinuz
  INITRD /initrd.img
  APPEND console=ttyS0 quiet loglevel=4 consoleblank=0 panic=0
`;

/** SHA-256 (hex) of everything that the demo guest is made of. */
export function guestInputs(root: string): Promise<string> {
  return hashInputs(root, ['image/guest', 'image/lib', 'assets/guest'], [SUITE]);
}

/**
 * Builds `guest.img` and `guest.img.sha256` in `context.out`: the demo guest's system disk, raw, bootable by SeaBIOS. Everything it runs is in
 * its initramfs, so a power cut can't hurt it. About 20 s; needs root and the packages of scripts/debian-packages.json.
 */
export async function buildGuest(context: BuildContext): Promise<void> {
  if (process.getuid?.() !== 0) {
    throw new BuildError('not-root', 'Building the demo guest needs root', 'Run it as root, or with sudo.');
  }
  await mkdir(context.out, { recursive: true });
  const work = await mkdtemp(path.join(context.out, 'work-'));
  try {
    const debian = path.join(work, 'debian');
    const packages = JSON.parse(await readFile(path.join(context.root, 'image/guest/packages.json'), 'utf8'));
    await runBootstrap(context, { variant: 'extract', packages, target: debian });
    const tree = path.join(work, 'tree');
    await mkdir(tree);
    await writeTree(context, debian, tree);
    const initrd = path.join(work, 'initrd.img');
    await writeInitramfs(context, tree, initrd);
    const boot = path.join(debian, 'boot');
    const kernel = (await readdir(boot)).find((name) => name.startsWith('vmlinuz-')) ?? 'vmlinuz';
    await writeGuestDisk(context, work, path.join(boot, kernel), initrd);
    const image = path.join(work, 'guest.img');
    const hash = createHash('sha256')
      .update(await readFile(image))
      .digest('hex');
    await writeFile(path.join(context.out, 'guest.img.sha256'), `${hash}  guest.img\n`);
    await rename(image, path.join(context.out, 'guest.img'));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Everything below a directory, parents first. Unlike `readdir`'s own recursion this doesn't follow symbolic links. */
async function listTree(tree: string, below = ''): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await readdir(path.join(tree, below), { withFileTypes: true })) {
    const name = path.join(below, entry.name);
    names.push(name, ...(entry.isDirectory() ? await listTree(tree, name) : []));
  }
  return names;
}

async function writeInitramfs(context: BuildContext, tree: string, file: string): Promise<void> {
  const names = await listTree(tree);
  const archive = `${file}.cpio`;
  await run(
    context,
    'cpio',
    ['--create', '--null', '--format=newc', '--owner=0:0', '--quiet', `--file=${archive}`],
    {
      cwd: tree,
      input: names.map((name) => `${name}\0`).join(''),
    },
  );
  await run(context, 'zstd', ['-q', '-15', '--rm', archive, '-o', file]);
}

async function writeGuestDisk(
  context: BuildContext,
  work: string,
  kernel: string,
  initrd: string,
): Promise<void> {
  const config = path.join(work, 'syslinux.cfg');
  await writeFile(config, SYSLINUX_CONFIG);
  const partition = path.join(work, 'boot.fat');
  await writeFat(context, partition, {
    ...{ sizeMiB: PARTITION_MIB, label: 'DEMO-GUEST', startMiB: START_MIB, syslinuxDirectory: 'syslinux' },
    files: [
      { source: kernel, target: 'vmlinuz' },
      { source: initrd, target: 'initrd.img' },
      { source: config, target: 'syslinux/syslinux.cfg' },
    ],
  });
  await writeDisk(context, path.join(work, 'guest.img'), {
    sizeMiB: DISK_MIB,
    table: `label: dos\nstart=${START_MIB * 2048}, size=${PARTITION_MIB * 2048}, type=c, bootable\n`,
    bootCode: await readFile(MBR_BOOT_CODE),
    parts: [{ source: partition, startMiB: START_MIB }],
  });
}
