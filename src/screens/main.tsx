import { systemClock } from '../client/clock.ts';
import { createClient } from '../client/connection.ts';
import { createStore } from '../client/store.ts';
import { renderCrashReport } from '../ui/crash/report.ts';
import { createTtyLine, isTerminal } from '../ui/terminal/tty.ts';
import { type Arguments, parseArguments, usage } from './args.ts';
import { type RunningConsole, startConsole } from './console/start.tsx';

declare const __BEZEL_VERSION__: string | undefined;
const version = typeof __BEZEL_VERSION__ === 'string' ? __BEZEL_VERSION__ : '0.0.0-dev';

/** Wrong usage, as of the other programs; and an internal error, as in sysexits(3). */
const USAGE = 2;
const SOFTWARE = 70;

const parsed = parseArguments(process.argv.slice(2), version);
if ('run' in parsed && isTerminal(0) && process.stdout.isTTY) run(parsed.run);
else if ('run' in parsed) fail('bezel-console: standard input and output must be a terminal\n');
else if ('print' in parsed) process.stdout.write(`${parsed.print}\n`);
else fail(`bezel-console: ${parsed.wrong}\n\n${usage}\n`);

function fail(message: string): void {
  process.stderr.write(message);
  process.exitCode = USAGE;
}

function run({ seat, socketPath }: Arguments): void {
  const { TERM, COLORTERM, LC_ALL, LC_CTYPE, LANG } = process.env;
  const client = createClient({ socketPath });
  const store = createStore({ client });
  let ending = false;
  let running: RunningConsole | undefined;

  const end = (code: number, report: string) => {
    if (ending) return;
    ending = true;
    // The report comes after the terminal is as it was: it may be the same one. Never wait for a key here.
    const stopped = running?.stop() ?? Promise.resolve();
    stopped.finally(() => process.stderr.write(report, () => process.exit(code)));
  };
  const crash = (error: unknown) =>
    end(
      SOFTWARE,
      renderCrashReport(error, {
        program: 'bezel-console',
        version,
        seat,
        term: TERM ?? 'not set',
        size: running?.size() ?? 'size not known',
        uptimeSeconds: process.uptime(),
        memoryMiB: Math.round(process.memoryUsage.rss() / 2 ** 20),
      }),
    );
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) process.on(signal, () => end(0, ''));
  // Ours alone must not be stopped by a key, even if something took the terminal out of raw mode.
  for (const signal of ['SIGTSTP', 'SIGQUIT'] as const) process.on(signal, () => {});

  running = startConsole({
    line: createTtyLine(0, process.stdout),
    term: TERM,
    locale: LC_ALL || LC_CTYPE || LANG,
    colourTerm: COLORTERM,
    client,
    store,
    clock: systemClock,
    seat,
    version,
    onCrash: crash,
    onHangUp: () => end(1, 'bezel-console: the terminal is gone\n'),
  });
}
