import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readAccel } from './accel.ts';
import { Box } from './box.ts';
import { removeBoxFiles, writeBoxFiles, writeUefiVars } from './disk.ts';
import { LabError } from './errors.ts';
import { readImage } from './image.ts';
import { type BoxOptions, boxOptionsSchema } from './options.ts';
import { uefi } from './paths.ts';
import { type LabState, readState, writeState } from './state.ts';

/** Where the host image's build puts image.json. */
export const defaultImage = fileURLToPath(new URL('../../../build/image/image.json', import.meta.url));

/** The longest path of a unix socket, in bytes, is 107; leave room for the longest of our names. */
const longestSocketFolder = 85;

/**
 * Makes a new box in a directory, off: a copy-on-write disk on the host image, and lab.json. A box that was there before
 * is replaced, unless it is on.
 */
export async function makeBox(
  dirGiven: string,
  options: BoxOptions = {},
  imageFile = defaultImage,
): Promise<Box> {
  const parsed = boxOptionsSchema.safeParse(options);
  if (!parsed.success) throw new LabError('options', z.prettifyError(parsed.error));
  const image = await readImage(imageFile);
  const dir = await makeRoom(dirGiven);
  const files = await writeBoxFiles(dir, { ...image, format: 'raw' }, parsed.data.diskGiB * 1024 ** 3);
  const uefiVars = join(dir, 'uefi-vars.fd');
  if (parsed.data.firmware === 'uefi') await writeUefiVars(uefiVars, uefi.vars);
  const { kernel, initrd } = files;
  const boot = {
    options: parsed.data,
    ...{ kernel, initrd, uefiVars, cmdline: image.cmdline, imageHash: image.hash },
  };
  await writeState(dir, {
    ...(await toPlaces(dir)),
    ...{ pid: null, disk: files.disk, boot, resumesFrom: null, accel: await readAccel() },
  });
  return Box.open(dir);
}

/**
 * Makes another box of one that was suspended, off: when it is switched on, it goes on where that one was. Any number of boxes may
 * go on from the same one, which stays as it is.
 */
export async function makeResumedBox(dirGiven: string, suspendedDir: string): Promise<Box> {
  const suspended = await readState(suspendedDir);
  const dir = await makeRoom(dirGiven);
  const { kernel, initrd } = suspended.boot;
  const files = await writeBoxFiles(dir, { disk: suspended.disk, kernel, initrd, format: 'qcow2' });
  await writeState(dir, {
    ...suspended,
    ...(await toPlaces(dir)),
    ...{ disk: files.disk, resumesFrom: resolve(suspendedDir) },
    boot: { ...suspended.boot, kernel: files.kernel, initrd: files.initrd },
  });
  return Box.open(dir);
}

/** A directory without a box; one that was there is removed, unless it is on. */
async function makeRoom(dirGiven: string): Promise<string> {
  const dir = resolve(dirGiven);
  await mkdir(dir, { recursive: true });
  const before = await Box.open(dir).catch(() => undefined);
  if (await before?.isOn()) {
    throw new LabError('running', `the box in ${dir} is on already`, {
      hint: `\`lab down --dir ${dir}\` switches it off`,
    });
  }
  await removeBoxFiles(dir);
  return dir;
}

/** Removes what a box that is off needs no longer; logs, pictures and dumps stay. */
export async function removeBox(box: Box): Promise<void> {
  if (await box.isOn()) await box.cut();
  await removeBoxFiles(box.dir);
}

/** Where the sockets of a box are, as lab.json says it. */
async function toPlaces(dir: string): Promise<Pick<LabState, 'qmp' | 'serial' | 'shell' | 'driver'>> {
  const folder = dir.length <= longestSocketFolder ? dir : await mkdtemp(join(tmpdir(), 'bezel-lab-'));
  const at = (name: string) => join(folder, `${name}.sock`);
  return {
    qmp: at('qmp'),
    serial: at('serial'),
    shell: at('shell'),
    driver: { qmp: at('driver-qmp'), agent: at('agent'), guestSerial: at('guest-serial'), wires: folder },
  };
}
