import { constants } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runBootstrap, SUITE } from '../lib/debian.ts';
import { hashInputs } from '../lib/hash.ts';
import { type BuildContext, BuildError, run } from '../lib/run.ts';
import { readKernelFont } from './kernel-font.ts';
import { SYSTEM_MIB } from './layout.ts';

/** What the slow half of the build makes: Debian's part of the host, without anything of ours that changes often. */
export interface HostBase {
  /** ext4 file system of the system partition, full size, sparse. */
  readonly system: string;
  readonly kernel: string;
  readonly initrd: string;
  /** systemd-boot for x86-64 UEFI. */
  readonly bootloader: string;
}

const INPUTS = [
  'image/host/packages.json',
  'image/host/customize.sh',
  'image/host/initramfs-tools',
  'image/host/base.ts',
  'image/host/kernel-font.ts',
  'src/backend/display/screenshot/parse-font.ts',
];

/** Documentation that no box needs, never unpacked. */
const LEFT_OUT = [
  '/usr/share/doc/*',
  '/usr/share/man/*',
  '/usr/share/info/*',
  '/usr/share/locale/*',
  '/usr/share/lintian/*',
];

/** Hooks of Debian's initramfs that would add what the box's initramfs doesn't need: LVM is activated later. */
const LEFT_OUT_HOOKS = ['lvm2', 'dmsetup', 'thin-provisioning-tools', 'keymap', 'thermal', 'resume'];

export function hostBaseInputs(root: string): Promise<string> {
  return hashInputs(root, INPUTS, [SUITE, String(SYSTEM_MIB)]);
}

function toBase(directory: string): HostBase {
  return {
    system: path.join(directory, 'system.ext4'),
    kernel: path.join(directory, 'vmlinuz'),
    initrd: path.join(directory, 'initrd.img'),
    bootloader: path.join(directory, 'systemd-bootx64.efi'),
  };
}

/** Returns the cached base when its inputs are unchanged, else builds it (about a minute; needs root). */
export async function buildHostBase(context: BuildContext): Promise<HostBase> {
  const cache = path.join(context.root, 'build/cache');
  const directory = path.join(cache, `host-${(await hostBaseInputs(context.root)).slice(0, 16)}`);
  if (await stat(directory).catch(() => undefined)) {
    context.log('The host base is cached.');
    return toBase(directory);
  }
  if (process.getuid?.() !== 0) {
    throw new BuildError('not-root', 'Building the host image needs root', 'Run it as root, or with sudo.');
  }
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(cache, 'work-'));
  try {
    const parts = path.join(work, 'parts');
    await mkdir(parts);
    await buildParts(context, path.join(work, 'tree'), toBase(parts));
    await rename(parts, directory);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  await removeOldBases(cache, directory);
  return toBase(directory);
}

async function buildParts(context: BuildContext, tree: string, base: HostBase): Promise<void> {
  const host = path.join(context.root, 'image/host');
  const packages = JSON.parse(await readFile(path.join(host, 'packages.json'), 'utf8')) as string[];
  const left = [...LEFT_OUT, ...LEFT_OUT_HOOKS.map((hook) => `/usr/share/initramfs-tools/hooks/${hook}`)];
  await runBootstrap(context, {
    variant: 'minbase',
    packages,
    extraArguments: [
      ...left.map((pattern) => `--dpkgopt=path-exclude=${pattern}`),
      '--essential-hook=cp -r "$BEZEL_HOST/initramfs-tools" "$1/etc/"',
      '--customize-hook="$BEZEL_HOST/customize.sh" "$1"',
    ],
    env: { BEZEL_HOST: host },
    target: tree,
  });
  const boot = path.join(tree, 'boot');
  const names = await readdir(boot);
  const pick = (prefix: string) =>
    path.join(
      boot,
      names
        .filter((name) => name.startsWith(prefix))
        .sort()
        .at(-1) ?? prefix,
    );
  await copyFile(pick('vmlinuz-'), base.kernel, constants.COPYFILE_FICLONE);
  await copyFile(pick('initrd.img-'), base.initrd, constants.COPYFILE_FICLONE);
  await copyFile(path.join(tree, 'usr/lib/systemd/boot/efi/systemd-bootx64.efi'), base.bootloader);
  await writeFont(context, base.kernel, path.join(tree, 'usr/share/bezel'));
  await rm(boot, { recursive: true });
  await mkdir(boot);
  await run(context, 'mke2fs', [
    ...['-q', '-t', 'ext4', '-L', 'bezel-system', '-m', '1', '-E', 'assume_storage_prezeroed=1'],
    ...['-d', tree, base.system, `${SYSTEM_MIB}M`],
  ]);
}

/** What a Linux guest draws its console with is most probably the font of the box's own kernel. */
async function writeFont({ log }: BuildContext, kernel: string, directory: string): Promise<void> {
  const font = readKernelFont(await readFile(kernel));
  if (font === undefined) {
    log('The kernel shows no font: guests that use it are read without it.');
    return;
  }
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, 'kernel-font.bin'), font);
}

/** Keeps the base in use; older ones are several hundred megabytes each. */
async function removeOldBases(cache: string, keep: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (/^host-[0-9a-f]{16}$/.test(name) && path.join(cache, name) !== keep) {
      await rm(path.join(cache, name), { recursive: true, force: true });
    }
  }
}
