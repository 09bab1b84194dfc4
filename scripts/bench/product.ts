import { type ChildProcess, spawn } from 'node:child_process';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Libvirtd, startLibvirtd } from '../../test/support/libvirtd.ts';
import { end, readNodeOptions, toBezeldCommand } from './bezeld.ts';
import { type OnPty, startOnPty } from './pty.ts';

export interface Product {
  bezeldPid: number;
  consolePid: number;
  stop(): Promise<void>;
}

/**
 * Starts the bundled backend and one console on this machine, or on the one whose files are below `machine`. The backend looks after network
 * ports, so it gets a network namespace of its own, without any, and a libvirtd of its own with libvirt's test driver.
 */
export async function startProduct(root: string, machine = '/'): Promise<Product> {
  const dir = await mkdtemp(join(tmpdir(), 'bezel-bench-'));
  const libvirtd = await startLibvirtd();
  const bezeld = await startBackend(root, dir, libvirtd, machine);
  const seat = join(dir, 'run/seats/tty1.sock');
  let seen: OnPty | undefined;
  const stop = async () => {
    await seen?.stop();
    await end(bezeld);
    await libvirtd.stop();
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await waitFor(
      () =>
        access(seat).then(
          () => true,
          () => false,
        ),
      30_000,
    );
    seen = await startOnPty(await toConsoleCommand(root, 'tty1', seat));
    await seen.until((output) => output.length > 1000);
    return { bezeldPid: bezeld.pid ?? 0, consolePid: seen.pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A console of the bundle, with the options for Node that its unit has in the box. */
export async function toConsoleCommand(root: string, seat: string, socket: string): Promise<string[]> {
  const options = await readNodeOptions(root, 'bezel-console@.service');
  const program = join(root, 'build/dist/bezel-console.js');
  return [process.execPath, ...options, program, '--seat', seat, '--socket', socket];
}

async function startBackend(
  root: string,
  dir: string,
  libvirtd: Libvirtd,
  machine: string,
): Promise<ChildProcess> {
  const isRoot = process.getuid?.() === 0;
  const args = [
    ...[isRoot ? '--net' : '--map-root-user', ...(isRoot ? [] : ['--net'])],
    ...(await toBezeldCommand(root, dir, [
      ...['--templates', join(root, 'templates'), '--root', machine],
      ...['--libvirt-socket', libvirtd.socket, '--libvirt-uri', 'test:///default'],
    ])),
  ];
  // unshare(1) execs: the process is the backend's own.
  return spawn('unshare', args, { stdio: 'ignore' });
}

async function waitFor(isThere: () => Promise<boolean>, timeoutMs: number): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!(await isThere())) {
    if (performance.now() > end) throw new Error('the backend does not listen');
    await sleep(100);
  }
}
