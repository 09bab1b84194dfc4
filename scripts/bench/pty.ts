import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface OnPty {
  pid: number;
  /** All output so far since the program started. */
  output(): string;
  /** Milliseconds from the program's start until its output satisfies the test; rejects when it ends before. */
  until(test: (output: string) => boolean): Promise<number>;
  /** Milliseconds from the program's start to its end. */
  end: Promise<number>;
  stop(): Promise<void>;
}

/**
 * Runs a program on a pseudo-terminal of 80x24, by util-linux's `script`, so that nothing native has to be built.
 * The clock starts when the shell has only to exec the program: its process id is then the shell's.
 */
export async function startOnPty([file = '', ...args]: readonly string[]): Promise<OnPty> {
  const names = args.map((_, index) => `BENCH_${index}`);
  const env = {
    ...process.env,
    TERM: 'linux',
    BENCH_FILE: file,
    ...Object.fromEntries(args.map((value, index) => [`BENCH_${index}`, value])),
  };
  const exec = ['"$BENCH_FILE"', ...names.map((name) => `"$${name}"`)].join(' ');
  const shell = `stty rows 24 cols 80; printf 'PID %d\\n' $$; exec ${exec}`;
  const child = spawn('script', ['-qfec', shell, '/dev/null'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  let started = 0;
  let onOutput = () => {};
  child.stdin.on('error', () => {});
  child.stdout.on('data', (bytes: Buffer) => {
    text += String(bytes);
    onOutput();
  });
  const over = once(child, 'exit').then(() => performance.now());
  const pid = await new Promise<number>((resolve, reject) => {
    over.then(() => reject(new Error(`script ended: ${text}`)));
    onOutput = () => {
      const mark = /PID (\d+)\r?\n/.exec(text);
      if (mark === null) return;
      started = performance.now();
      text = text.slice(mark.index + mark[0].length);
      resolve(Number(mark[1]));
    };
  });
  return {
    pid,
    output: () => text,
    until: (test) =>
      new Promise((resolve, reject) => {
        over.then(() => reject(new Error(`the program ended: ${text}`)));
        onOutput = () => {
          if (test(text)) resolve(performance.now() - started);
        };
        onOutput();
      }),
    end: over.then((at) => at - started),
    async stop() {
      if (child.exitCode === null) process.kill(pid, 'SIGTERM');
      await over;
    },
  };
}
