import { beforeAll, describe, type TestContext, test } from 'vitest';
import type { Box } from '../driver/box.ts';
import { NotAvailable } from '../driver/errors.ts';
import { Bench } from './bench.ts';
import { makeStoryFolder } from './folder.ts';
import { withLimit } from './limit.ts';
import { makeRunningBox, runningBoxMs } from './running-box.ts';

/** Time for dumps and clearing up after a story's own limit. */
const afterwardsMs = 5 * 60_000;

export type StoryOptions = {
  limitMinutes?: number;
  /** What it tells is tested elsewhere as well, or not worth its time in each run: it is told only with BEZEL_LAB_ALL=1. */
  isLong?: boolean;
};

/**
 * A story with boxes of its own. When it fails, or takes longer than its limit, the state of its boxes is left under
 * build/lab; NotAvailable skips it and says why.
 */
export function story(
  title: string,
  tell: (lab: Bench) => Promise<void>,
  { limitMinutes = 12, isLong = false }: StoryOptions = {},
): void {
  const limitMs = limitMinutes * 60_000;
  test(title, { timeout: limitMs + afterwardsMs }, async (context) => {
    if (isLong && process.env.BEZEL_LAB_ALL !== '1') context.skip('long: BEZEL_LAB_ALL=1 tells it');
    if (isTooLate(process.env.BEZEL_LAB_BEGIN_UNTIL, Date.now()))
      context.skip('the time of this run is used up: npm run test:lab has no such limit');
    const bench = new Bench(await makeStoryFolder(title));
    try {
      await runStory(context, bench, () => tell(bench), limitMs);
    } finally {
      await bench.clear();
    }
  });
}

/** Whether no story may begin any more: `until` is a time in milliseconds of `Date.now()`, and nothing where nobody has set one. Pure. */
export const isTooLate = (until: string | undefined, now: number): boolean =>
  until !== undefined && now > Number(until);

export type BoxStory = (
  title: string,
  tell: (box: Box, lab: Bench) => Promise<void>,
  options?: StoryOptions,
) => void;

/**
 * Stories that begin with a box that has booted from the image and runs its guest. Each has one of its own, and may leave it as it likes:
 * only the first of all waits for a boot.
 */
export function storiesOfTheRunningBox(title: string, tellAll: (story: BoxStory) => void): void {
  describe(title, () => {
    beforeAll(() => makeRunningBox(), runningBoxMs);
    tellAll((name, tell, options) => story(name, async (lab) => tell(await lab.running(), lab), options));
  });
}

async function runStory(
  context: TestContext,
  bench: Bench,
  tell: () => Promise<void>,
  limitMs: number,
): Promise<void> {
  const { name } = context.task;
  await bench.note(`begins: ${name}`);
  try {
    await withLimit(tell(), limitMs, `“${name}”`);
    await bench.note('done');
  } catch (error) {
    await bench.note(String(error));
    if (error instanceof NotAvailable) {
      console.warn(`skipped: ${name}: ${error.message}`);
      context.skip(error.message);
    }
    console.error(await bench.dump(String((error as Error).stack ?? error)));
    throw error;
  }
}
