import { join } from 'node:path';
import { createCancelSignal } from './lib/cancel.ts';
import { type BoxOnItsWay, prepareBox } from './lib/prepare-box.ts';
import { toExitCode, toFailureText } from './lib/report-failure.ts';
import { runSuite, type SuiteName, suites } from './lib/run-suite.ts';
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
  const boot = wanted.length > 1;
  const box = wanted.includes('lab') ? prepareBox(root, { boot, signal }) : undefined;
  try {
    const tallies: SuiteTally[] = [];
    for (const suite of wanted) {
      const failure = suite === 'lab' ? await waitForImage(box) : undefined;
      tallies.push(failure ?? (await runSuite(root, suite, { began, signal })));
    }
    console.log(toReport(tallies));
    return isGood(tallies) ? 0 : 1;
  } catch (error) {
    console.error(toFailureText(error, signal));
    // Tests that could not even be set up are not tests that passed.
    if (!signal.aborted) console.log('\n0 passed, 1 failed, 0 skipped');
    return toExitCode(signal);
  } finally {
    box?.end();
  }
}

/** Without an image there is no story to tell: that is a failure of the lab, and does not hide what the other tests have found. */
async function waitForImage(box: BoxOnItsWay | undefined): Promise<SuiteTally | undefined> {
  const began = performance.now();
  try {
    await box?.built;
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    console.error(toFailureText(error, signal));
    const reason = error instanceof Error ? error.message : String(error);
    const failed = [{ name: 'the image that all stories need', reason }];
    return { suite: 'lab', elapsedMs: performance.now() - began, passed: 0, failed, skipped: [] };
  }
}
