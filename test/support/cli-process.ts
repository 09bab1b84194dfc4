import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle, writeModuleMark } from '../../scripts/lib/bundle.ts';

const root = join(import.meta.dirname, '../..');

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  socketPath?: string;
  env?: Record<string, string>;
  /** What is typed or piped in; stdin ends after it. */
  input?: string;
  /** Where it is started. */
  cwd?: string;
}

export interface Running {
  child: ChildProcess;
  /** What it has written so far. */
  output: { stdout: string; stderr: string };
  /** Resolves when it has ended and all its output is read. */
  ended: Promise<Ended>;
}

export interface Cli {
  start(argv: string[], options?: RunOptions): Running;
  run(argv: string[], options?: RunOptions): Promise<Ended>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The real program, bundled as it is shipped: it starts in a fraction of the time that its sources take. With its workbench where that is asked for. */
export async function prepareCli({ workbench = false } = {}): Promise<Cli> {
  const dir = await mkdtemp(join(tmpdir(), 'bezel-cli-'));
  await writeModuleMark(dir);
  if (workbench) {
    await bundle(root, dir, { entry: 'src/workbench/index.ts', file: 'bezel-workbench.js' });
    await cp(join(root, 'templates'), join(dir, 'templates'), { recursive: true });
  }
  const { file } = await bundle(root, dir, { entry: 'src/cli/main.ts', file: 'bezel.js' });
  const start: Cli['start'] = (argv, options) => startProcess([file, ...argv], options);
  return {
    start,
    run: (argv, options) => start(argv, options).ended,
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  };
}

function startProcess(argv: string[], { socketPath, env = {}, input = '', cwd }: RunOptions = {}): Running {
  const child: ChildProcess = spawn(process.execPath, argv, {
    env: { PATH: process.env.PATH ?? '', ...(socketPath && { BEZEL_SOCKET: socketPath }), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd,
  });
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    output.stderr += text;
  });
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, ...output }));
  });
  return { child, output, ended };
}
