import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Box } from '../test/lab/driver/box.ts';
import type { BoxOptions } from '../test/lab/driver/options.ts';
import { readSmbiosFile } from '../test/lab/driver/smbios.ts';
import { attach } from './lib/attach.ts';
import { buildSteps } from './lib/build-steps.ts';
import { createCancelSignal } from './lib/cancel.ts';
import { bootBox, powerOff, prepareBox } from './lib/demo-box.ts';
import { createProgress } from './lib/progress.mjs';
import { toExitCode, toFailureText } from './lib/report-failure.ts';
import { parseStartOptions, type StartOptions } from './lib/start-options.ts';
import { runSteps, type Step } from './lib/step.ts';

const root = join(import.meta.dirname, '..');
const dir = join(root, 'build/box');
const image = join(root, 'build/image/image.json');
const readingMs = 2500;

const welcome = `
The box is on. This terminal becomes its serial seat, where a technician would sit.

  Ctrl-]   leaves, and powers the virtual box off
  Ctrl-L   draws the screen again
  All other keys are the console's own; it shows them at its foot.
`;

const signal = createCancelSignal();
const environment = { root, progress: createProgress(process.stdout), signal };
let box: Box | undefined;

const options = readOptions();
if (options !== undefined) process.exitCode = await main(options);

function readOptions(): StartOptions | undefined {
  try {
    return parseStartOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\nnpm start -- --help shows the options`);
    process.exitCode = 2;
    return undefined;
  }
}

async function main(options: StartOptions): Promise<number> {
  try {
    await runSteps([...buildSteps(root), ...boxSteps(options)], environment);
    return await sitDown();
  } catch (error) {
    console.error(toFailureText(error, signal));
    return toExitCode(signal);
  } finally {
    await box?.cut();
  }
}

function boxSteps(options: StartOptions): Step[] {
  return [
    {
      name: 'box',
      title: 'Preparing the virtual box',
      async run({ log }) {
        box = await prepareBox(dir, image, await readBoxOptions(options), options.fresh, log);
      },
    },
    {
      name: 'boot',
      title: 'Booting the virtual box',
      run: ({ log, signal }) => bootBox(toBox(), log, signal),
    },
  ];
}

/** Joins this terminal to the serial seat until the person leaves; then switches the box off. */
async function sitDown(): Promise<number> {
  console.log(welcome);
  // What comes next fills the screen: leave time to read.
  await sleep(readingMs, undefined, { signal });
  const { stdin: keyboard, stdout: screen } = process;
  const how = await attach({ socket: toBox().state.serial, keyboard, screen, signal });
  if (how === 'ended') {
    console.log('The box has switched itself off.');
    return 0;
  }
  const hurry = signal.aborted ? signal : createCancelSignal();
  const off: Step = {
    name: 'power-off',
    title: 'Powering the virtual box off (Ctrl-C pulls the cord)',
    run: ({ log }) => powerOff(toBox(), log, hurry),
  };
  await runSteps([off], { ...environment, signal: new AbortController().signal });
  return 0;
}

function toBox(): Box {
  if (box === undefined) throw new Error('the box is not prepared');
  return box;
}

async function readBoxOptions({ smbiosFile, fresh: _, ...numbers }: StartOptions): Promise<BoxOptions> {
  if (smbiosFile === undefined) return numbers;
  // npm runs this in the repository; the person may be elsewhere.
  const path = resolve(process.env.INIT_CWD ?? '.', smbiosFile);
  return { ...numbers, smbios: await readSmbiosFile(path) };
}
