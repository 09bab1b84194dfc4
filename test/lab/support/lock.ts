import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Does work that only one process of this machine may do at a time. flock(1) holds the lock for as long as its child can read from this
 * process, so that none is left behind however this one ends.
 */
export async function whileLocked<T>(file: string, work: () => Promise<T>): Promise<T> {
  const holder = spawn('flock', [file, 'cat'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(holder, 'exit');
  try {
    holder.stdin.write('held');
    const held = await Promise.race([once(holder.stdout, 'data'), ended]);
    if (String(held[0]) !== 'held') throw new Error(`flock ends with ${held[0]}: ${file} cannot be locked`);
    return await work();
  } finally {
    holder.stdin.end();
    await ended;
  }
}
