import { execa, type Options } from 'execa';

/** What every build step is given. */
export interface BuildContext {
  /** The repository's root directory. */
  readonly root: string;
  /** Where to put the artefact: a directory, created when it is missing. */
  readonly out: string;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** A build that can't go on, said in the operator's words. */
export class BuildError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'BuildError';
    this.code = code;
    this.hint = hint;
  }
}

/**
 * Runs a command, each line of its output going to the log, and returns its standard output.
 * Rejects when the command can't be found, fails, or is cancelled.
 */
export async function run(
  context: Pick<BuildContext, 'log' | 'signal'>,
  file: string,
  args: readonly string[],
  options: Pick<Options, 'cwd' | 'env' | 'input'> = {},
): Promise<string> {
  const { log, signal } = context;
  const child = execa(file, args, { ...options, all: true, ...(signal ? { cancelSignal: signal } : {}) });
  for await (const line of child.iterable({ from: 'all' })) {
    log(String(line));
  }
  const { stdout } = await child;
  return String(stdout ?? '');
}

/** Runs a command and returns what it says as lines, its standard output and its complaints apart. */
export async function runApart(
  { signal }: Pick<BuildContext, 'signal'>,
  file: string,
  args: readonly string[],
  input: string,
): Promise<{ stdout: string[]; stderr: string[] }> {
  const options = { input, lines: true, ...(signal ? { cancelSignal: signal } : {}) } as const;
  const { stdout, stderr } = await execa(file, args, options);
  return { stdout, stderr };
}
