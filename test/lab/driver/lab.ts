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
import type { BoxSockets } from './qemu-args.ts';
import { writeState } from './state.ts';

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
  const dir = resolve(dirGiven);
  const parsed = boxOptionsSchema.safeParse(options);
  if (!parsed.success) throw new LabError('options', z.prettifyError(parsed.error));
  const image = await readImage(imageFile);
  await mkdir(dir, { recursive: true });
  const before = await Box.open(dir).catch(() => undefined);
  if (await before?.isOn()) {
    throw new LabError('running', `the box in ${dir} is on already`, {
      hint: `\`lab down --dir ${dir}\` switches it off`,
    });
  }
  await removeBoxFiles(dir);
  const files = await writeBoxFiles(dir, image, parsed.data.diskGiB);
  const uefiVars = join(dir, 'uefi-vars.fd');
  if (parsed.data.firmware === 'uefi') await writeUefiVars(uefiVars, uefi.vars);
  const sockets = toSockets(
    dir.length <= longestSocketFolder ? dir : await mkdtemp(join(tmpdir(), 'bezel-lab-')),
  );
  await writeState(dir, {
    pid: null,
    qmp: sockets.qmp,
    serial: sockets.serial,
    shell: sockets.shell,
    disk: files.disk,
    driver: {
      qmp: sockets.driverQmp,
      agent: sockets.agent,
      guestSerial: sockets.guestSerial,
      wires: sockets.wires,
    },
    boot: {
      options: parsed.data,
      kernel: files.kernel,
      initrd: files.initrd,
      cmdline: image.cmdline,
      uefiVars,
      imageHash: image.hash,
    },
    accel: await readAccel(),
  });
  return Box.open(dir);
}

/** Removes what a box that is off needs no longer; logs, pictures and dumps stay. */
export async function removeBox(box: Box): Promise<void> {
  if (await box.isOn()) await box.cut();
  await removeBoxFiles(box.dir);
}

function toSockets(folder: string): BoxSockets {
  const at = (name: string) => join(folder, `${name}.sock`);
  return {
    qmp: at('qmp'),
    driverQmp: at('driver-qmp'),
    serial: at('serial'),
    shell: at('shell'),
    guestSerial: at('guest-serial'),
    agent: at('agent'),
    wires: folder,
  };
}
