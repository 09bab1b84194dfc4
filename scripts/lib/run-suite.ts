import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { SuiteTally, Tally } from './tally.ts';

const minute = 60_000;

/** The suites in their order, each with the longest that it may take. */
export const suites = {
  check: 5 * minute,
  unit: 5 * minute,
  integration: 12 * minute,
  lab: 45 * minute,
} as const;

export type SuiteName = keyof typeof suites;

/**
 * A whole run ends within an hour, however slow the machine: after so long no story of the lab begins any more, which it says, and the
 * longest stories still end in time.
 */
const storiesBeginForMs = 42 * minute;
const runMs = 55 * minute;

export interface RunOptions {
  /** When the whole run began, in milliseconds of `Date.now()`. */
  began: number;
  signal: AbortSignal;
}

/** How long a suite may take that begins now: what is left of the run, and never more than the suite's own limit. Pure. */
export function toLimitMs(suite: SuiteName, began: number, now: number): number {
  return Math.max(minute, Math.min(suites[suite], began + runMs - now));
}

/** Runs one suite in this terminal and counts. Only being cancelled makes it throw. */
export async function runSuite(
  root: string,
  suite: SuiteName,
  { began, signal }: RunOptions,
): Promise<SuiteTally> {
  const started = performance.now();
  const limitMs = toLimitMs(suite, began, Date.now());
  const env = { BEZEL_LAB_BEGIN_UNTIL: String(began + storiesBeginForMs) };
  const tally =
    suite === 'check'
      ? await runCheck(root, limitMs, signal)
      : await runVitest(root, suite, limitMs, signal, env);
  signal.throwIfAborted();
  return { suite, elapsedMs: performance.now() - started, ...tally };
}

async function runCheck(root: string, limitMs: number, signal: AbortSignal): Promise<Tally> {
  const commands = {
    types: ['tsc', '--noEmit', '-p', 'tsconfig.json'],
    lint: ['biome', 'check', '--error-on-warnings', '.'],
  };
  const results = Object.entries(commands).map(async ([name, [file = '', ...args]]) => {
    const ended = await run(root, join(root, 'node_modules/.bin', file), args, limitMs, signal);
    return { name, reason: ended };
  });
  const failed = (await Promise.all(results)).flatMap(({ name, reason }) =>
    reason ? [{ name, reason }] : [],
  );
  return { passed: Object.keys(commands).length - failed.length, failed, skipped: [] };
}

async function runVitest(
  root: string,
  suite: SuiteName,
  limitMs: number,
  signal: AbortSignal,
  env: Record<string, string>,
): Promise<Tally> {
  const file = join(root, 'build/logs', `${suite}.tally.json`);
  await mkdir(join(root, 'build/logs'), { recursive: true });
  await rm(file, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporter = join(root, 'scripts/lib/tally-reporter.ts');
  const args = [vitest, 'run', '--project', suite, '--reporter', 'default', '--reporter', reporter];
  const reason = await run(root, process.execPath, args, limitMs, signal, { ...env, BEZEL_TALLY: file });
  const tally = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Tally,
    () => ({ passed: 0, failed: [], skipped: [] }),
  );
  const isExplained = reason === undefined || tally.failed.length > 0;
  return isExplained ? tally : { ...tally, failed: [{ name: 'the whole suite', reason }] };
}

/** Runs a command in this terminal. Resolves to why it was not successful, or to undefined. */
async function run(
  cwd: string,
  file: string,
  args: readonly string[],
  timeout: number,
  cancelSignal: AbortSignal,
  env: Record<string, string> = {},
): Promise<string | undefined> {
  const result = await execa(file, args, {
    ...{ cwd, env, timeout, cancelSignal, stdio: 'inherit', reject: false },
    // Long enough for the tests to take down the machines that they started.
    forceKillAfterDelay: 30_000,
  });
  if (result.timedOut) return `it took longer than ${Math.round(timeout / minute)} minutes and was ended`;
  return result.failed ? (result.shortMessage ?? 'it failed').replace(/: .*/s, '') : undefined;
}
