import { join } from 'node:path';
import { buildSteps } from './lib/build-steps.ts';
import { createCancelSignal } from './lib/cancel.ts';
import { bootRunningBoxEarly } from './lib/early-box.ts';
import { createProgress } from './lib/progress.mjs';
import { toExitCode, toFailureText } from './lib/report-failure.ts';
import { runSuite, type SuiteName, suites } from './lib/run-suite.ts';
import { runSteps } from './lib/step.ts';
import { isGood, type SuiteTally, toReport } from './lib/tally.ts';

const root = join(import.meta.dirname, '..');
const names = Object.keys(suites) as SuiteName[];
const signal = createCancelSignal();

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(names as string[]).includes(name));
if (unknown.length > 0) {
  console.error(`${unknown.join(', ')}: no such part; there are ${names.join(', ')}`);
  process.exitCode = 2;
} else {
  process.exitCode = await main(names.filter((name) => asked.length === 0 || asked.includes(name)));
}

async function main(wanted: readonly SuiteName[]): Promise<number> {
  const began = Date.now();
  let endEarlyBox = () => {};
  try {
    const progress = createProgress(process.stdout);
    if (wanted.includes('lab')) {
      await runSteps(buildSteps(root), { root, progress, signal });
      endEarlyBox = await bootRunningBoxEarly(root, signal);
    }
    const tallies: SuiteTally[] = [];
    for (const suite of wanted) tallies.push(await runSuite(root, suite, { began, signal }));
    console.log(toReport(tallies));
    return isGood(tallies) ? 0 : 1;
  } catch (error) {
    console.error(toFailureText(error, signal));
    // Tests that could not even be set up are not tests that passed.
    if (!signal.aborted) console.log('\n0 passed, 1 failed, 0 skipped');
    return toExitCode(signal);
  } finally {
    endEarlyBox();
  }
}
