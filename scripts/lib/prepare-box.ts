import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { buildSteps } from './build-steps.ts';
import { createProgress } from './progress.mjs';
import { runSteps } from './step.ts';

/** The image, and the box that the stories of the lab go on from: both are made while other tests run. */
export interface BoxOnItsWay {
  /** Resolves when the image is built; rejects with a StepFailure when it can't be. */
  built: Promise<void>;
  /** Ends what boots, if it still does. */
  end(): void;
}

/**
 * Begins to build the image and, with `boot`, then boots the box that the stories of the lab go on from; the boot's words go to
 * `build/logs/running-box.log`. Stories wait for that box by themselves, and boot one when this fails, so nobody needs to look.
 */
export function prepareBox(
  root: string,
  { boot, signal }: { boot: boolean; signal: AbortSignal },
): BoxOnItsWay {
  let end = () => {};
  // Lines, also on a terminal: the tests write there as well.
  const progress = createProgress({ write: (text) => process.stdout.write(text) });
  const built = runSteps(buildSteps(root), { root, progress, signal });
  const booting = built.then(async () => {
    if (boot) end = await bootRunningBox(root, signal);
  });
  // Whoever waits for `built` hears of it.
  booting.catch(() => undefined);
  return { built, end: () => end() };
}

/** Returns what ends it. */
async function bootRunningBox(root: string, cancelSignal: AbortSignal): Promise<() => void> {
  await mkdir(join(root, 'build/logs'), { recursive: true });
  const child = execa(process.execPath, [join(root, 'test/lab/running-box.ts')], {
    ...{ cwd: root, cancelSignal, reject: false, stdin: 'ignore', all: true },
    forceKillAfterDelay: 30_000,
  });
  child.all?.pipe(createWriteStream(join(root, 'build/logs/running-box.log')));
  return () => {
    child.kill();
  };
}
