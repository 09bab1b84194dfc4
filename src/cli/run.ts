import { resolve } from 'node:path';
import { createClient } from '../client/connection.ts';
import { parseCommand } from './command/command-line.ts';
import { renderHelp } from './command/help.ts';
import { EXIT, type ExitCode, Interrupted, UsageError } from './exit.ts';
import { reportFailure } from './failure.ts';
import { createOutput, type Sink } from './output/output.ts';
import { toLook } from './picture/to-look.ts';
import type { Terminal } from './terminal.ts';
import { verbs } from './verbs/index.ts';
import type { Workbench } from './workbench.ts';

export const DEFAULT_SOCKET = '/run/bezel/admin.sock';

/** All that the program has of its surroundings. */
export interface Surroundings {
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  stdout: Sink;
  stderr: Sink;
  terminal: Terminal;
  version: string;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  loadWorkbench(): Promise<Workbench>;
  /** Where the program was started: what relative paths count from. */
  cwd: string;
}

/** The whole program: does what the arguments ask for, and answers the exit code. Never throws. */
export async function run({
  argv,
  env,
  stdout,
  stderr,
  terminal,
  version,
  signal,
  loadWorkbench,
  cwd,
}: Surroundings): Promise<ExitCode> {
  const colours = !env.NO_COLOR && env.TERM !== 'dumb';
  // Also when the arguments can't be understood, the answer is in the form that was asked for.
  const out = createOutput({ stdout, stderr, colours, json: argv.includes('--json') });
  try {
    const command = parseCommand(argv, verbs);
    if (command.do === 'version') out.print([`bezel ${version}`]);
    if (command.do === 'help') out.print(renderHelp(verbs, command.path));
    if (command.do !== 'run') return EXIT.done;
    const { verb, args, options } = command;
    const socketPath = options.socket ?? (env.BEZEL_SOCKET || DEFAULT_SOCKET);
    const client = createClient({ socketPath, timeoutMs: toTimeoutMs(env.BEZEL_TIMEOUT) });
    const toPath = (given: string): string => resolve(cwd, given);
    const look = toLook(env);
    return (
      (await verb.run({ client, out, terminal, look, args, options, signal, loadWorkbench, toPath })) ??
      EXIT.done
    );
  } catch (error) {
    return reportFailure(signal.aborted ? new Interrupted() : error, out);
  }
}

/** Longer than a seat waits: a script has nothing to show meanwhile, and rather has a late answer than none. */
const DEFAULT_TIMEOUT_S = 30;
const LONGEST_TIMEOUT_S = 3600;

function toTimeoutMs(given: string | undefined): number {
  if (!given) return DEFAULT_TIMEOUT_S * 1000;
  const seconds = /^\d{1,4}$/.test(given) ? Number(given) : 0;
  if (seconds < 1 || seconds > LONGEST_TIMEOUT_S)
    throw new UsageError(
      `BEZEL_TIMEOUT is a number of seconds from 1 to ${LONGEST_TIMEOUT_S}, not '${given}'`,
    );
  return seconds * 1000;
}
