import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Box } from '../driver/box.ts';
import { writeDump } from '../driver/dump.ts';
import { readImage } from '../driver/image.ts';
import { defaultImage, makeBox } from '../driver/lab.ts';
import { emulatedProcessor } from '../driver/qemu-args.ts';
import { awkwardBox } from './awkward-box.ts';
import { sceneIs } from './display.ts';
import { whileLocked } from './lock.ts';

const root = fileURLToPath(new URL('../../../build/lab', import.meta.url));
const inBox = fileURLToPath(new URL('../driver/in-box', import.meta.url));
const prefix = 'running-box-';
const bootMs = 10 * 60_000;
const guestMs = 10 * 60_000;

/** The longest that it may take until there is one: two boots, since another process may have tried in vain. */
export const runningBoxMs = 2 * (bootMs + 2 * guestMs);

/**
 * The directory of a box that was suspended when it had booted from the image for the first time and its guest was at its prompt. It is
 * made once for all stories, whichever process tells them, and kept until the image, the lab or QEMU is another one.
 */
export async function makeRunningBox(): Promise<string> {
  const dir = join(root, `${prefix}${await readKey()}`);
  await mkdir(root, { recursive: true });
  await whileLocked(join(root, 'running-box.lock'), async () => {
    if (await isMade(dir)) return;
    const old = (await readdir(root)).filter((name) => name.startsWith(prefix) && name !== basename(dir));
    await Promise.all(old.map((name) => rm(join(root, name), { recursive: true, force: true })));
    await bootAndSuspend(dir);
    await writeFile(toMark(dir), '');
  });
  return dir;
}

const toMark = (dir: string): string => join(dir, 'made');
const isMade = (dir: string): Promise<boolean> =>
  readFile(toMark(dir)).then(
    () => true,
    () => false,
  );

async function bootAndSuspend(dir: string): Promise<void> {
  const box = await makeBox(dir, awkwardBox);
  try {
    await box.switchOn({ owned: true });
    await box.apiReady(bootMs);
    await box.guestIs('running', guestMs);
    await box.guestReport(['boots'], guestMs);
    await waitUntilAllShowsIt(box);
    await box.suspend();
  } catch (error) {
    await writeDump(box, join(dir, 'dump'), String((error as Error).stack ?? error));
    await box.cut();
    throw error;
  }
}

async function waitUntilAllShowsIt(box: Box): Promise<void> {
  await box.monitor.waitForText(/guest is running/i, guestMs);
  await sceneIs(box, 'picture');
  await box.shell.run('systemctl is-system-running --wait', { reject: false, timeoutMs: guestMs });
}

/** Changes with all that a suspended box depends on. */
async function readKey(): Promise<string> {
  const { hash } = await readImage(defaultImage);
  const { stdout: qemu } = await execa('qemu-system-x86_64', ['--version']);
  const scripts = await Promise.all(
    (await readdir(inBox)).sort().map((name) => readFile(join(inBox, name), 'utf8')),
  );
  return createHash('sha256')
    .update(JSON.stringify([hash, qemu, emulatedProcessor, scripts, awkwardBox]))
    .digest('hex')
    .slice(0, 12);
}
