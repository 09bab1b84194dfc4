import { join } from 'node:path';
import type { Progress } from './progress.mjs';
import { isDone, markDone } from './step-cache.ts';
import { openStepLog, type StepLog } from './step-log.mjs';

export interface StepContext {
  /** Writes one line to the step's log. */
  log(line: string): void;
  /** Aborted when the person at the terminal cancels. */
  signal: AbortSignal;
}

/** A piece of set-up with a line of its own on the screen and a log of its own. */
export interface Step {
  /** Names the step's log and cache files. */
  name: string;
  /** What is being done: `Building the host image`. */
  title: string;
  /** Hash of everything that goes in, read when the step's turn comes. Without it the step always runs. */
  inputs?: () => Promise<string>;
  /** Absolute paths that the step makes: with one missing, it runs whatever the hash says. */
  outputs?: readonly string[];
  run(context: StepContext): Promise<void>;
}

export class StepFailure extends Error {
  readonly title: string;
  readonly logPath: string;
  /** The last lines of the step's log, oldest first. */
  readonly tail: readonly string[];

  constructor(step: Step, log: StepLog, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'StepFailure';
    this.title = step.title;
    this.logPath = log.path;
    this.tail = log.tail();
  }
}

export interface StepEnvironment {
  root: string;
  progress: Progress;
  signal: AbortSignal;
}

/** Runs the steps one after the other. Throws a StepFailure for the first that fails; the rest don't run. */
export async function runSteps(steps: readonly Step[], environment: StepEnvironment): Promise<void> {
  for (const step of steps) await runStep(step, environment);
}

async function runStep(step: Step, { root, progress, signal }: StepEnvironment): Promise<void> {
  signal.throwIfAborted();
  progress.start(step.title);
  const log = await openStepLog(join(root, 'build/logs', `${step.name}.log`));
  try {
    const cache = join(root, 'build/cache', `${step.name}.hash`);
    const hash = await step.inputs?.();
    if (hash !== undefined && (await isDone(cache, hash, step.outputs ?? []))) {
      progress.end('cached');
      return;
    }
    const write = (line: string) => {
      log.write(line);
      progress.detail(line);
    };
    await step.run({ log: write, signal });
    signal.throwIfAborted();
    if (hash !== undefined) await markDone(cache, hash);
    progress.end('done');
  } catch (error) {
    progress.end('failed');
    if (signal.aborted) throw error;
    log.write(toLogText(error));
    throw new StepFailure(step, log, error);
  } finally {
    await log.close();
  }
}

/** Who can act on an error has its message; of one that nobody foresaw, the stack is the better lead. */
function toLogText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && error.code !== undefined ? error.message : (error.stack ?? error.message);
}
