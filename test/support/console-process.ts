import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import xterm from '@xterm/headless';
import { inject } from 'vitest';

const WAIT_MS = 30_000;

/** The bundled console as a process on a pseudo-terminal, which util-linux's `script` provides. */
export interface ConsoleProcess {
  pid: number;
  /** Every byte that it has sent. */
  output(): string;
  type(text: string): void;
  /** Resolves when the screen has the text; fails with the screen when that takes too long. */
  see(text: string): Promise<void>;
  screen(): string;
  /** Its exit status. */
  exited: Promise<number>;
  /** What it has said on standard error. */
  errors(): Promise<string>;
  /** Takes the terminal away, as an unplugged line does. */
  hangUp(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

interface Size {
  columns: number;
  rows: number;
}

/** `told` is the size that the system knows, 0x0 on serial lines; the size before it is that of the terminal at the other end. */
export async function startConsoleProcess(
  socketPath: string,
  { columns, rows }: Size = { columns: 80, rows: 24 },
  told: Size = { columns, rows },
): Promise<ConsoleProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'bezel-pty-'));
  const errorsFile = join(folder, 'stderr');
  const env = {
    ...process.env,
    TERM: 'linux',
    NODE: process.execPath,
    FILE: join(inject('programs'), 'bezel-console.js'),
    SOCKET: socketPath,
    ERRORS: errorsFile,
    ROWS: String(told.rows),
    COLUMNS_: String(told.columns),
  };
  const shell =
    'stty rows "$ROWS" cols "$COLUMNS_"; echo "PID $$"; exec "$NODE" "$FILE" --seat tty1 --socket "$SOCKET" 2>"$ERRORS"';
  const child = spawn('script', ['-qfec', shell, '/dev/null'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 0, allowProposedApi: true });
  const watchers = new Set<() => void>();
  let output = '';
  terminal.onData((text) => void child.stdin.write(text));
  child.stdin.on('error', () => {});
  child.stdout.on('data', (bytes: Buffer) => {
    output += String(bytes);
    terminal.write(bytes, () => {
      for (const look of [...watchers]) look();
    });
  });
  const exited = once(child, 'exit').then(([code]) => Number(code ?? -1));
  const screen = () =>
    Array.from(
      { length: rows },
      (_, i) => terminal.buffer.active.getLine(i)?.translateToString(true) ?? '',
    ).join('\n');
  const until = (what: string, is: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`never seen: ${what}\n${screen()}`)), WAIT_MS);
      const look = () => {
        if (!is()) return;
        clearTimeout(late);
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      look();
    });
  await until('the process', () => /PID \d+/.test(output));
  const pid = Number(/PID (\d+)/.exec(output)?.[1]);
  return {
    pid,
    output: () => output,
    type: (text) => void child.stdin.write(text),
    see: (text) => until(text, () => screen().includes(text)),
    screen,
    exited,
    errors: () => readFile(errorsFile, 'utf8'),
    hangUp: () => void child.kill('SIGKILL'),
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await exited;
      }
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
