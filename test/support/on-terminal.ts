import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { patiently } from './eventually.ts';

/** The CLI on a terminal of its own: script(1) makes one, and passes on what is typed, what is shown and how it ends. */
export function onTerminal(socketPath: string, line: string) {
  const command = `'${process.execPath}' '${join(inject('programs'), 'bezel.js')}' ${line}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { PATH: process.env.PATH, BEZEL_SOCKET: socketPath, TERM: 'xterm', SHELL: '/bin/sh' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    shown += text;
  });
  const exit = once(child, 'close').then(([code]) => code as number);
  return {
    shown: (text: string) => patiently(async () => expect(shown).toContain(text)),
    /** What came from the last time on that it was shown. */
    sinceThe: (text: string) => shown.slice(shown.lastIndexOf(text)),
    type: (keys: string) => child.stdin.write(keys),
    end: async () => ({ code: await exit, shown }),
  };
}
