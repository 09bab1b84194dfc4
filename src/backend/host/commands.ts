import { execa } from 'execa';

export interface CommandOptions {
  /** Text for the command's standard input. */
  input?: string;
  /** 10 s unless said otherwise. */
  timeoutMs?: number;
  /** For each of the two outputs; 1 MiB unless said otherwise. More ends the command. */
  maxBytes?: number;
  signal?: AbortSignal;
}

export interface CommandFailure {
  ok: false;
  why: 'missing' | 'failed' | 'timed-out' | 'too-much-output' | 'cancelled';
  message: string;
  /** The exit status of a program that ended by itself, and what it had said on its standard output. */
  status?: number;
  stdout?: string;
}

export type CommandResult = { ok: true; stdout: string } | CommandFailure;

/** Runs one program with an argument vector; there is no shell. Never throws. */
export type RunCommand = (
  file: string,
  args: readonly string[],
  options?: CommandOptions,
) => Promise<CommandResult>;

/** Only what programs need to be found and to speak English; nothing of the backend's own environment leaks into them. */
export const environment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' };

export const runCommand: RunCommand = async (file, args, options = {}) => {
  const result = await execa(file, args, {
    reject: false,
    extendEnv: false,
    env: environment,
    timeout: options.timeoutMs ?? 10_000,
    maxBuffer: options.maxBytes ?? 1024 * 1024,
    forceKillAfterDelay: 2000,
    ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
    ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
  });
  if (!result.failed) return { ok: true, stdout: result.stdout };
  // `ip -batch` says after each error only in which line it was.
  const lines = result.stderr
    .trim()
    .split('\n')
    .filter((line) => !/^Command failed -:\d+$/.test(line));
  const said = lines.at(-1)?.slice(0, 500);
  const failure = {
    ok: false,
    why: toWhy(result),
    message: said || (result.shortMessage ?? 'it failed'),
  } as const;
  if (failure.why !== 'failed' || result.exitCode === undefined) return failure;
  return { ...failure, status: result.exitCode, stdout: result.stdout };
};

interface Ended {
  timedOut: boolean;
  isCanceled: boolean;
  isMaxBuffer: boolean;
  code?: string | undefined;
}

function toWhy(result: Ended): CommandFailure['why'] {
  if (result.timedOut) return 'timed-out';
  if (result.isCanceled) return 'cancelled';
  if (result.isMaxBuffer) return 'too-much-output';
  return result.code === 'ENOENT' ? 'missing' : 'failed';
}
