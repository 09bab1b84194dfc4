import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** The box has what the tests at its side leave over. */
const priority = constants.priority.PRIORITY_BELOW_NORMAL;

/**
 * Begins to boot the box that the stories of the lab go on from, while other work is done; its words go to `build/logs/running-box.log`.
 * Stories wait for it by themselves, and boot one when this fails, so nobody needs to look. Returns what ends it if it still goes on.
 */
export async function bootRunningBoxEarly(root: string, cancelSignal: AbortSignal): Promise<() => void> {
  await mkdir(join(root, 'build/logs'), { recursive: true });
  const child = execa(process.execPath, [join(root, 'test/lab/running-box.ts')], {
    ...{ cwd: root, cancelSignal, reject: false, stdin: 'ignore', all: true },
    forceKillAfterDelay: 30_000,
  });
  child.all?.pipe(createWriteStream(join(root, 'build/logs/running-box.log')));
  if (child.pid !== undefined) setPriority(child.pid, priority);
  return () => {
    child.kill();
  };
}
