import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { type Client, createClient } from '../../../src/client/connection.ts';

const root = join(import.meta.dirname, '../../..');

export interface BackendProcess {
  /** All that this backend has; gone after the disposal. */
  readonly dir: string;
  readonly policyFile: string;
  readonly stateDir: string;
  readonly runtimeDir: string;
  readonly admin: Client;
  socket(seat: string): string;
  /** Everything that it has written. */
  output(): string;
  pid(): number;
  /** Starts it and waits until its API answers. */
  start(...args: string[]): Promise<void>;
  /** Sends a signal and waits for the end; answers the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The real backend, bundled as it is shipped, on folders of its own; with nothing to talk to unless `args` say otherwise. */
export async function prepareBackend(
  common: string[] = [],
  env: Record<string, string> = {},
  /** What the program is started by, `ip netns exec …` for example. */
  within: string[] = [],
  program = join(inject('programs'), 'bezeld.js'),
): Promise<BackendProcess> {
  const dir = await mkdtemp(join(tmpdir(), 'bz-'));
  const runtimeDir = join(dir, 'run');
  const stateDir = join(dir, 'state');
  const policyFile = join(dir, 'appliance.yaml');
  const admin = createClient({ socketPath: join(runtimeDir, 'admin.sock') });
  let child: ChildProcess | undefined;
  let output = '';

  const isOver = (): boolean => child === undefined || child.exitCode !== null || child.signalCode !== null;
  const end: BackendProcess['end'] = async (signal) => {
    if (child === undefined || isOver()) return child?.exitCode ?? null;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
    return child.exitCode;
  };
  // A test whose time is over never leaves its scope.
  const abandon = (): void => {
    if (!isOver()) child?.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  };
  process.once('exit', abandon);
  return {
    dir,
    policyFile,
    stateDir,
    runtimeDir,
    admin,
    socket: (seat) => join(runtimeDir, 'seats', `${seat}.sock`),
    output: () => output,
    pid: () => child?.pid ?? 0,
    start: async (...args) => {
      const [starter = '', ...before] = [...within, join(root, 'node_modules/.bin/node')];
      child = spawn(
        starter,
        [
          ...before,
          program,
          ...['--runtime-dir', runtimeDir, '--state-dir', stateDir, '--policy', policyFile],
          ...['--templates', join(root, 'templates'), '--libvirt-socket', join(dir, 'absent')],
          ...common,
          ...args,
        ],
        { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, ...env } },
      );
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
      }
      while (!(await answers(admin))) {
        if (isOver()) throw new Error(`the backend ended:\n${output}`);
        await sleep(20);
      }
    },
    end,
    [Symbol.asyncDispose]: async () => {
      await end('SIGKILL');
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
      process.off('exit', abandon);
    },
  };
}

const answers = (client: Client): Promise<boolean> =>
  client.call('access.get').then(
    () => true,
    () => false,
  );

/** Asks until the answer is as wanted; vitest's own time limit ends it. */
export async function until<T>(ask: () => Promise<T>, isWanted: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await ask();
    if (isWanted(value)) return value;
    await sleep(50);
  }
}
