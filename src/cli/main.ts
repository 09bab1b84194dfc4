import { createRawTerminal } from './raw-terminal.ts';
import { run } from './run.ts';
import { createTerminal } from './terminal.ts';

/** Put in by the build. */
declare const __BEZEL_VERSION__: string | undefined;

const bundled = typeof __BEZEL_VERSION__ === 'string';
/** Not a literal, so that the bundler leaves it where it is: beside this program. */
const workbench = bundled ? './bezel-workbench.js' : '../workbench/index.ts';

const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort());

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    // Whoever read has seen enough (`bezel log | head`): that is no failure. A full disk is.
    process.exit(code === 'EPIPE' ? 0 : 1);
  });
}

process.exitCode = await run({
  argv: process.argv.slice(2),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  terminal: createTerminal(process.stdin, process.stderr, createRawTerminal(process.stdin, process.stdout)),
  version: typeof __BEZEL_VERSION__ === 'string' ? __BEZEL_VERSION__ : 'development',
  loadWorkbench: async () => (await import(new URL(workbench, import.meta.url).href)).openWorkbench(),
  // npm starts scripts in the package's folder, and says where it was called.
  cwd: (bundled ? undefined : process.env.INIT_CWD) ?? process.cwd(),
  signal: interrupt.signal,
});
