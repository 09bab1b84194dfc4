import { spawn } from 'node:child_process';
import { open, readdir, readFile } from 'node:fs/promises';
import { LabError } from './errors.ts';
import { waitFor } from './wait.ts';

/**
 * Starts QEMU. `owned`: the kernel ends it when this process dies, however that happens; otherwise it goes on alone.
 * Returns its process id; whether it came up is seen on its sockets.
 */
export async function startQemu(args: string[], log: string, { owned }: { owned: boolean }): Promise<number> {
  const output = await open(log, 'a');
  try {
    const [file, vector] = owned
      ? ['setpriv', ['--pdeathsig', 'KILL', 'qemu-system-x86_64', ...args]]
      : ['qemu-system-x86_64', args];
    const child = spawn(file as string, vector as string[], {
      detached: !owned,
      stdio: ['ignore', output.fd, output.fd],
    });
    const pid = await new Promise<number>((resolve, reject) => {
      child.once('spawn', () => resolve(child.pid as number));
      child.once('error', (cause) => reject(new LabError('no-qemu', `${file} does not start`, { cause })));
    });
    child.unref();
    return pid;
  } finally {
    await output.close();
  }
}

/**
 * Whether a process is there and is a QEMU: a process id may have been given to somebody else since. One whose first thread has
 * ended is there as long as another has not: until then it holds its files, and their locks.
 */
export async function isQemuAlive(pid: number, proc = '/proc'): Promise<boolean> {
  const stat = await readFile(`${proc}/${pid}/stat`, 'utf8').catch(() => '');
  const [, name, state] = /^\d+ \((.*)\) (\S)/.exec(stat) ?? [];
  // For a moment after the start of an owned box, it is still setpriv that becomes QEMU.
  if (name === undefined || !/^(qemu-system|setpriv)/.test(name)) return false;
  if (state !== 'Z') return true;
  const threads = await readdir(`${proc}/${pid}/task`).catch(() => []);
  return threads.length > 1;
}

/** Ends a QEMU at once, as a pulled cord does, and waits until it is gone. */
export async function killQemu(pid: number): Promise<void> {
  if (!(await isQemuAlive(pid))) return;
  process.kill(pid, 'SIGKILL');
  await waitForExit(pid, 10_000);
}

export async function waitForExit(pid: number, timeoutMs: number): Promise<void> {
  await waitFor(async () => !(await isQemuAlive(pid)), { what: 'QEMU to end', timeoutMs, intervalMs: 50 });
}

/** The outcome of work that makes sense only while QEMU runs; aborted, with an error, as soon as QEMU has ended. */
export async function whileAlive<T>(
  pid: number,
  start: (signal: AbortSignal) => Promise<T>,
  toError: () => Error,
): Promise<T> {
  const ended = new AbortController();
  const timer = setInterval(async () => {
    if (!(await isQemuAlive(pid))) ended.abort(toError());
  }, 500);
  const death = new Promise<never>((_, reject) => {
    ended.signal.addEventListener('abort', () => reject(ended.signal.reason), { once: true });
  });
  try {
    return await Promise.race([start(ended.signal), death]);
  } finally {
    clearInterval(timer);
  }
}
