import { copyFile, link, readdir, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { BoxSockets } from './qemu-args.ts';

/** The files that the box of a directory boots from. */
export type BoxFiles = { disk: string; kernel: string; initrd: string };

/** What a box's disk is an overlay on, and what boots it. */
export type BoxBase = BoxFiles & { format: 'raw' | 'qcow2' };

/**
 * Makes the disk of a box: a copy-on-write overlay of `bytes`, or of its base's size. The base's files are held by hard links, so
 * that an image that is built anew (a new file in the old one's place) does not pull the ground from under a box.
 */
export async function writeBoxFiles(dir: string, base: BoxBase, bytes?: number): Promise<BoxFiles> {
  const held = join(dir, 'base.img');
  const files = {
    disk: join(dir, 'disk.qcow2'),
    kernel: join(dir, 'vmlinuz'),
    initrd: join(dir, 'initrd.img'),
  };
  await hold(base.disk, held);
  await hold(base.kernel, files.kernel);
  await hold(base.initrd, files.initrd);
  await rm(files.disk, { force: true });
  const size = bytes === undefined ? [] : [String(Math.max(bytes, (await stat(held)).size))];
  const overlay = ['-q', '-f', 'qcow2', '-b', held, '-F', base.format, files.disk, ...size];
  await execa('qemu-img', ['create', ...overlay]);
  return files;
}

/** Copies OVMF's variables, so that the box has its own. */
export async function writeUefiVars(file: string, template: string): Promise<void> {
  await copyFile(template, file);
}

/** Removes what only a running box or its next boot needs; pictures, logs and dumps stay. */
export async function removeBoxFiles(dir: string): Promise<void> {
  const names = await readdir(dir).catch(() => [] as string[]);
  const ours = names.filter((name) =>
    /^(base\.img|disk\.qcow2|vmlinuz|initrd\.img|uefi-vars\.fd|.*\.sock)$/.test(name),
  );
  await Promise.all(ours.map((name) => rm(join(dir, name), { force: true })));
}

async function hold(source: string, target: string): Promise<void> {
  await rm(target, { force: true });
  await link(source, target).catch(() => symlink(source, target));
}

/** Removes the sockets of a QEMU that was not given the time to. */
export async function removeSockets({ wires, ...sockets }: BoxSockets): Promise<void> {
  const names = (await readdir(wires)).filter((name) => /^nic\d\.sock$/.test(name));
  const paths = [...Object.values(sockets), ...names.map((name) => join(wires, name))];
  await Promise.all(paths.map((path) => rm(path, { force: true })));
}
