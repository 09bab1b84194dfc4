import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

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
}

/** The real program as a process; `ended` resolves when it has ended and all its output is read. */
export function startCli(argv: string[], { socketPath, env = {}, input = '' }: RunOptions = {}) {
  const child: ChildProcess = spawn(process.execPath, [join(root, 'src/cli/main.ts'), ...argv], {
    env: { PATH: process.env.PATH ?? '', ...(socketPath && { BEZEL_SOCKET: socketPath }), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
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

export const runCli = (argv: string[], options?: RunOptions): Promise<Ended> => startCli(argv, options).ended;
