import { startBackend } from './backend.ts';
import { systemClock } from './engine/clock.ts';
import type { Log } from './engine/log.ts';
import { startWatchdog } from './engine/watchdog.ts';
import { systemdNotify } from './host/notify.ts';
import { createLogging } from './logging.ts';
import { parseOptions, usage } from './options.ts';

/** Put in by the bundler. */
declare const __BEZEL_VERSION__: string | undefined;

const version = typeof __BEZEL_VERSION__ === 'string' ? __BEZEL_VERSION__ : 'source';
/** systemd's own time for stopping is longer: what hangs is ours to end. */
const stopLimitMs = 4500;

const options = readOptions();
if (options === 'help') process.stdout.write(`${usage}\n`);
else await run(options);

function readOptions(): ReturnType<typeof parseOptions> {
  try {
    return parseOptions(process.argv.slice(2), import.meta.dirname);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}\n`);
    process.exit(2);
  }
}

async function run(options: Exclude<ReturnType<typeof parseOptions>, 'help'>): Promise<void> {
  // Whoever reads the log may go away; the backend stays.
  process.stdout.on('error', () => {});
  const logging = createLogging({
    clock: systemClock,
    write: (line) => process.stdout.write(`${line}\n`),
    // Set by systemd where the output goes to journald; see systemd.exec(5).
    journal: process.env.JOURNAL_STREAM !== undefined,
  });
  const log = logging.logs.part('backend');
  const die = (error: unknown): never => {
    log.error('The backend ends: a mistake of its own', { error });
    process.exit(1);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);

  const notify = systemdNotify(process.env.NOTIFY_SOCKET, (error) =>
    log.warn('systemd cannot be told', { error }),
  );
  log.info(`The backend starts (${version})`, { ...options });
  let endWatchdog = (): void => {};
  const starting = startBackend(options, { clock: systemClock, logging, version });
  stopAtSignals(
    async () => {
      endWatchdog();
      void notify('STOPPING=1');
      // Whoever was told to stop while he started stops as well.
      await (await starting).stop();
    },
    log,
    die,
  );
  const backend = await starting;
  await notify('READY=1', 'STATUS=The API answers');

  const watchdogMs = Number(process.env.WATCHDOG_USEC ?? 0) / 2000;
  if (watchdogMs > 0) {
    endWatchdog = startWatchdog({
      clock: systemClock,
      log,
      everyMs: watchdogMs,
      isHealthy: () => backend.isHealthy(),
      ping: () => void notify('WATCHDOG=1', `STATUS=The guest is ${backend.status().guest.state}`),
    });
  }
}

/** Ends the process in order at the first SIGTERM or SIGINT. To be called before anything answers that could make somebody send one. */
function stopAtSignals(stop: () => Promise<void>, log: Log, die: (error: unknown) => never): void {
  let stopping = false;
  const onSignal = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info(`The backend stops (${signal}); the guest goes on`);
    setTimeout(() => die(new Error(`not stopped after ${stopLimitMs} ms`)), stopLimitMs).unref();
    await stop();
    process.exit(0);
  };
  // Not `once`: execa takes a signal that nobody listens to any more for deadly, and ends this process with it.
  process.on('SIGTERM', (signal) => void onSignal(signal));
  process.on('SIGINT', (signal) => void onSignal(signal));
}
