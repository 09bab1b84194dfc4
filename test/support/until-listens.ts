import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const startTimeoutMs = 30_000;

/** Waits until a libvirtd listens. Throws with its log, `libvirtd.log` in `dir`, when it ends before, or takes too long; it is killed then. */
export async function untilListens(child: ChildProcess, socket: string, dir: string): Promise<void> {
  const deadline = performance.now() + startTimeoutMs;
  while (!(await accepts(socket))) {
    if (child.exitCode !== null || child.signalCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`libvirtd does not start:\n${await readFile(join(dir, 'libvirtd.log'), 'utf8')}`);
    }
    await sleep(20);
  }
}

/** Whether somebody listens. */
export function accepts(socket: string): Promise<boolean> {
  const probe = connect(socket);
  return once(probe, 'connect')
    .then(
      () => true,
      () => false,
    )
    .finally(() => probe.destroy());
}
