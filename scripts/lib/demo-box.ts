import { readFile } from 'node:fs/promises';
import { Box } from '../../test/lab/driver/box.ts';
import { LabError } from '../../test/lab/driver/errors.ts';
import { makeBox } from '../../test/lab/driver/lab.ts';
import { type BoxOptions, boxOptionsSchema } from '../../test/lab/driver/options.ts';
import { writeState } from '../../test/lab/driver/state.ts';

/** Enough for a guest that shuts down slowly, and for an emulated box. */
const shutDownMs = 60_000;
/** From the host's first sign of life to the API: the first boot makes the guest's volumes in between. */
const apiMs = 180_000;

/**
 * The box that `npm start` boots, off: the one of the last start with its disk, unless the host image has changed
 * since, the disk is to have another size, or a fresh one is wanted. Throws when it is on.
 */
export async function prepareBox(
  dir: string,
  imageFile: string,
  options: BoxOptions,
  fresh: boolean,
  log: (line: string) => void,
): Promise<Box> {
  const known = await Box.open(dir).catch(() => undefined);
  if (known !== undefined && (await known.isOn())) {
    throw new LabError('running', `The virtual box in ${dir} is on already`, {
      hint: `Leave the other npm start, or run: npm run lab -- cut --dir ${dir}`,
    });
  }
  const wanted = boxOptionsSchema.parse(options);
  const { hash } = JSON.parse(await readFile(imageFile, 'utf8')) as { hash: string };
  const state = known?.state;
  const isSame = state?.boot.imageHash === hash && state.boot.options.diskGiB === wanted.diskGiB;
  if (fresh || state === undefined || !isSame) {
    log('The box gets a new disk');
    return makeBox(dir, options, imageFile);
  }
  log('The box keeps its disk');
  await writeState(dir, { ...state, boot: { ...state.boot, options: wanted } });
  return Box.open(dir);
}

/**
 * Switches the box on and waits until the API in it answers, or until that has taken so long that looking at the
 * console is better than waiting: it says what it waits for. The box ends with this process, however that happens.
 */
export async function bootBox(box: Box, log: (line: string) => void, signal: AbortSignal): Promise<void> {
  const cancelled = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  log(`${box.state.accel.kind === 'kvm' ? 'KVM' : 'Software emulation'}: ${box.state.accel.reason}`);
  await box.switchOn({ owned: true });
  log(`QEMU runs (process ${box.state.pid}); its output: ${box.files.qemuLog}`);
  log(`What the serial seat shows: ${box.files.serialLog}`);
  await Promise.race([box.shellReady(), cancelled]);
  log('The host is up');
  try {
    await Promise.race([box.apiReady(apiMs), cancelled]);
    log('The API answers');
  } catch (error) {
    if (signal.aborted || !(await box.isOn())) throw error;
    log('The API does not answer yet');
    await logJournal(box, log);
  }
  // Each socket serves one: from now on the lab, in another terminal, can work this box.
  await box.disconnect();
}

/** Shuts the box down in good order; when that takes too long, or the person is in a hurry, pulls the cord. */
export async function powerOff(box: Box, log: (line: string) => void, signal: AbortSignal): Promise<void> {
  const hurry = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(new Error('cancelled'));
    signal.addEventListener('abort', () => reject(new Error('cancelled')), { once: true });
  });
  try {
    await Promise.race([box.shutDown(shutDownMs), hurry]);
  } catch (error) {
    log(`Not in good order: ${(error as Error).message}`);
    await box.cut();
  }
}

async function logJournal(box: Box, log: (line: string) => void): Promise<void> {
  const command = 'journalctl -b -u bezeld -u bezel-storage -u libvirtd --no-pager -n 40';
  const { stdout } = await box.shell.run(command, { reject: false }).catch(() => ({ stdout: 'no journal' }));
  for (const line of stdout.split('\n')) log(line);
}
