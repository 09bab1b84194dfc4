import { readFileSync, readlinkSync } from 'node:fs';
import { isatty, WriteStream } from 'node:tty';
import { connectTo } from './connect-to.ts';
import { createLog } from './log.ts';
import { type DisplayOptions, parseOptions, usage } from './options.ts';
import { serveBox } from './serve-box.ts';
import { openNotify } from './system/notify.ts';
import { openSystem } from './system/open-system.ts';
import type { Page } from './viewer/stage.ts';
import { restoreVt } from './vt/open-vt.ts';
import { readActiveVt } from './vt/read-active-vt.ts';

type Of<K extends DisplayOptions['kind']> = Extract<DisplayOptions, { kind: K }>;

const log = createLog((line) => process.stderr.write(line));
const options = readOptions();
if (options.kind === 'help') process.stdout.write(`${usage}\n`);
else if (options.kind === 'restore') restore(options as Of<'restore'>);
else {
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
  await (options.kind === 'connect' ? connect(options) : serve(options as Of<'box'>));
}

function readOptions(): DisplayOptions {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}\n`);
    process.exit(2);
  }
}

function die(error: unknown): never {
  log.warn(`The display ends: a mistake of its own: ${(error as Error).stack ?? error}`);
  process.exit(1);
}

/** The box's monitor, as systemd starts it. */
async function serve({ vt, dev, sys, control }: Of<'box'>): Promise<void> {
  const system = openSystem();
  const machine = { system, dev, sys, commandLine: readCommandLine() };
  const viewer = await serveBox({ ...{ machine, vt, control, log }, page: openPage() });
  const { NOTIFY_SOCKET: socket, WATCHDOG_USEC: watchdogUs } = process.env;
  const failed = (error: Error): void => log.warn(`systemd: ${error.message}`);
  const notify = openNotify({ system, socket, watchdogUs, failed });
  notify.ready();
  log.info(`The display is there, on tty${vt}`);
  atSignal(() => {
    notify.stop();
    return viewer.stop();
  });
}

/** One VNC server on the terminal that we were started on, until the hot-key is pressed. */
async function connect(of: Of<'connect'>): Promise<void> {
  const vt = of.vt ?? readOwnVt();
  if (vt === undefined) {
    process.stderr.write(
      'This is no Linux console: start it on one (tty1 to tty63), not in a window or over SSH\n',
    );
    process.exit(1);
  }
  const { dev, sys, user: username, passwordFile } = of;
  const password =
    passwordFile === undefined ? undefined : readFileSync(passwordFile, 'utf8').split(/\r?\n/)[0];
  const viewer = await connectTo({
    ...of,
    ...{ vt, log, page: openPage() },
    machine: { system: openSystem(), dev, sys, commandLine: readCommandLine() },
    credentials: {
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
    },
    onQuit: () => void viewer.stop().then(() => process.exit(0)),
  });
  atSignal(() => viewer.stop());
}

function atSignal(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void stop().then(() => process.exit(0)));
}

/** After one that was killed: the console comes to the front, until the next one is there. */
function restore({ vt, dev, sys }: Of<'restore'>): void {
  const system = openSystem();
  restoreVt(system, dev, vt, 1, readActiveVt(system, sys) === vt);
}

/** systemd makes our terminal the standard input, and so does a shell; it is written to as well. */
function openPage(): Page {
  const terminal = isatty(0) ? new WriteStream(0) : undefined;
  return {
    size: () => ({ columns: terminal?.columns || 80, rows: terminal?.rows || 24 }),
    write: (text) => void terminal?.write(text),
  };
}

/** The number of the virtual terminal that is our standard input. */
function readOwnVt(): number | undefined {
  try {
    const [, number] = /^\/dev\/tty(\d{1,2})$/.exec(readlinkSync('/proc/self/fd/0')) ?? [];
    return number === undefined ? undefined : Number(number);
  } catch {
    return undefined;
  }
}

/** The kernel's, where the mode of a monitor may be set. */
function readCommandLine(): string {
  try {
    return readFileSync('/proc/cmdline', 'utf8');
  } catch {
    return '';
  }
}
