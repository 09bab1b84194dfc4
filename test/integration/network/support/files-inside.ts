import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The files below /proc/sys/net are of the namespace of whoever opens them. */
export interface FilesInside {
  read(path: string): Promise<string>;
  /** Both fail with the code of the error, as Node's own do. */
  write(path: string, text: string): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

interface Waiting {
  resolve(text: string): void;
  reject(error: Error): void;
}

const codes: Readonly<Record<string, string>> = { '2': 'ENOENT', '13': 'EACCES', '22': 'EINVAL' };

/** One process in the namespace serves all, and begins with the first: a process for each file takes longer than all else that is done. */
export function filesInside(namespace: string): FilesInside {
  let child: ChildProcess | undefined;
  const waiting: Waiting[] = [];

  const begin = (): ChildProcess => {
    const script = join(import.meta.dirname, 'files.pl');
    const started = spawn('ip', ['netns', 'exec', namespace, 'perl', script], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    started.stdin.on('error', () => {});
    createInterface(started.stdout).on('line', (line) => settle(waiting.shift(), line));
    started.on('close', () => {
      for (const { reject } of waiting.splice(0)) reject(new Error(`nobody serves files in ${namespace}`));
    });
    return started;
  };
  const ask = (...words: string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      child ??= begin();
      waiting.push({ resolve, reject });
      child.stdin?.write(`${words.join(' ')}\n`);
    });
  return {
    read: (path) => ask('read', toHex(path)),
    write: async (path, text) => void (await ask('write', toHex(path), toHex(text))),
    [Symbol.asyncDispose]: async () => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.stdin?.end();
      await exit;
    },
  };
}

const toHex = (text: string): string => Buffer.from(text).toString('hex');
const fromHex = (hex: string): string => Buffer.from(hex, 'hex').toString();

function settle(one: Waiting | undefined, line: string): void {
  const [outcome, first = '', words = ''] = line.split(' ');
  if (outcome === 'ok') one?.resolve(fromHex(first));
  else one?.reject(Object.assign(new Error(fromHex(words)), { code: codes[first] ?? 'EIO' }));
}
