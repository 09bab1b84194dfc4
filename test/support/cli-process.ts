import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { inject } from 'vitest';

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
}

/** The real program, bundled as it is shipped; its workbench is beside it. */
export const cli: Cli = {
  start: (argv, options) => startProcess([join(inject('programs'), 'bezel.js'), ...argv], options),
  run: (argv, options) => cli.start(argv, options).ended,
};

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
