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

/** Runs one suite in this terminal and counts. Only being cancelled makes it throw. */
export async function runSuite(root: string, suite: SuiteName, signal: AbortSignal): Promise<SuiteTally> {
  const started = performance.now();
  const tally = suite === 'check' ? await runCheck(root, signal) : await runVitest(root, suite, signal);
  signal.throwIfAborted();
  return { suite, elapsedMs: performance.now() - started, ...tally };
}

async function runCheck(root: string, signal: AbortSignal): Promise<Tally> {
  const commands = {
    types: ['tsc', '--noEmit', '-p', 'tsconfig.json'],
    lint: ['biome', 'check', '--error-on-warnings', '.'],
  };
  const results = Object.entries(commands).map(async ([name, [file = '', ...args]]) => {
    const ended = await run(root, join(root, 'node_modules/.bin', file), args, suites.check, signal);
    return { name, reason: ended };
  });
  const failed = (await Promise.all(results)).flatMap(({ name, reason }) =>
    reason ? [{ name, reason }] : [],
  );
  return { passed: Object.keys(commands).length - failed.length, failed, skipped: [] };
}

async function runVitest(root: string, suite: SuiteName, signal: AbortSignal): Promise<Tally> {
  const file = join(root, 'build/logs', `${suite}.tally.json`);
  await mkdir(join(root, 'build/logs'), { recursive: true });
  await rm(file, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporter = join(root, 'scripts/lib/tally-reporter.ts');
  const args = [vitest, 'run', '--project', suite, '--reporter', 'default', '--reporter', reporter];
  const reason = await run(root, process.execPath, args, suites[suite], signal, { BEZEL_TALLY: file });
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
  if (result.timedOut) return `it took longer than ${timeout / minute} minutes and was ended`;
  return result.failed ? (result.shortMessage ?? 'it failed').replace(/: .*/s, '') : undefined;
}
