import { constants } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildHostBase, hostBaseInputs } from './host/base.ts';
import { writeBootPartition } from './host/boot.ts';
import { COMMAND_LINE, LAYOUT, renderPartitionTable } from './host/layout.ts';
import { listOverlay, OVERLAY_INPUTS } from './host/overlay.ts';
import { writeDisk } from './lib/disk.ts';
import { hashInputs } from './lib/hash.ts';
import { writeOverlay } from './lib/overlay.ts';
import { type BuildContext, BuildError } from './lib/run.ts';

/** SYSLINUX's boot code for a GPT disk, from the Debian package syslinux-common. */
const GPT_BOOT_CODE = '/usr/lib/syslinux/mbr/gptmbr.bin';

/** What `image.json` says, with paths relative to it. */
export interface ImageManifest {
  readonly disk: string;
  readonly kernel: string;
  readonly initrd: string;
  readonly cmdline: string;
  /** SHA-256 (hex) of everything that went in: what a later build compares. */
  readonly hash: string;
}

/** SHA-256 (hex) of everything that the host image is made of. */
export async function imageInputs(root: string): Promise<string> {
  return hashInputs(
    root,
    ['image/build.ts', 'image/lib', 'image/host', ...OVERLAY_INPUTS],
    [await hostBaseInputs(root)],
  );
}

/**
 * Builds `box.img`, `vmlinuz`, `initrd.img` and `image.json` in `context.out`. The program (build/dist) and the demo
 * guest (build/guest) must be there; `bare` tolerates their absence, for work on the image itself.
 * Needs root, and the build packages of scripts/debian-packages.json.
 */
export async function buildImage(context: BuildContext, options: { bare?: boolean } = {}): Promise<void> {
  const hash = await imageInputs(context.root);
  const { entries, missing } = await listOverlay(context.root);
  if (missing.length > 0 && options.bare !== true) {
    throw new BuildError(
      'not-built',
      `The image lacks ${missing.join(', ')}`,
      'Build the program and the guest first.',
    );
  }
  for (const name of missing) {
    context.log(`Left out, for it does not exist: ${name}`);
  }
  const base = await buildHostBase(context);
  await mkdir(context.out, { recursive: true });
  const work = await mkdtemp(path.join(context.out, 'work-'));
  try {
    const system = path.join(work, 'system.ext4');
    await copyFile(base.system, system, constants.COPYFILE_FICLONE);
    await writeOverlay(context, system, entries);
    const boot = path.join(work, 'esp.fat');
    await writeBootPartition(context, boot, base);
    const disk = path.join(work, 'box.img');
    await writeDisk(context, disk, {
      sizeMiB: LAYOUT.diskMiB,
      table: renderPartitionTable(),
      bootCode: await readFile(GPT_BOOT_CODE),
      parts: [
        { source: boot, startMiB: LAYOUT.espStartMiB },
        { source: system, startMiB: LAYOUT.systemStartMiB },
      ],
    });
    await copyFile(base.kernel, path.join(work, 'vmlinuz'));
    await copyFile(base.initrd, path.join(work, 'initrd.img'));
    const manifest: ImageManifest = {
      ...{ disk: 'box.img', kernel: 'vmlinuz', initrd: 'initrd.img', cmdline: COMMAND_LINE, hash },
    };
    await writeFile(path.join(work, 'image.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
    // Renamed, not written over: a box that still runs from the older image keeps it.
    for (const name of ['vmlinuz', 'initrd.img', 'box.img', 'image.json']) {
      await rename(path.join(work, name), path.join(context.out, name));
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
