import { afterAll, describe, type TestContext, test } from 'vitest';
import type { Box } from '../driver/box.ts';
import { NotAvailable } from '../driver/errors.ts';
import type { BoxOptions } from '../driver/options.ts';
import { Bench } from './bench.ts';
import { makeStoryFolder } from './folder.ts';
import { withLimit } from './limit.ts';

/** Time for dumps and clearing up after a story's own limit. */
const afterwardsMs = 5 * 60_000;

export type StoryOptions = { limitMinutes?: number };

/**
 * A story with boxes of its own. When it fails, or takes longer than its limit, the state of its boxes is left under
 * build/lab; NotAvailable skips it and says why.
 */
export function story(
  title: string,
  tell: (lab: Bench) => Promise<void>,
  { limitMinutes = 12 }: StoryOptions = {},
): void {
  const limitMs = limitMinutes * 60_000;
  test(title, { timeout: limitMs + afterwardsMs }, async (context) => {
    const bench = new Bench(await makeStoryFolder(title));
    try {
      await runStory(context, bench, () => tell(bench), limitMs);
    } finally {
      await bench.clear();
    }
  });
}

export type SharedStory = (
  title: string,
  tell: (box: Box, lab: Bench) => Promise<void>,
  options?: StoryOptions,
) => void;

/**
 * Stories that share one box, since a boot is dear. The first of them to run boots it; a story that fails has it replaced,
 * so that the next one starts from a sound box. Each story leaves the box as it found it: running, guest included.
 */
export function storiesOfOneBox(
  title: string,
  options: BoxOptions,
  tellAll: (story: SharedStory) => void,
): void {
  describe(title, () => {
    let shared: Promise<Bench> | undefined;
    let box: Box | undefined;
    afterAll(async () => (await shared)?.clear(), afterwardsMs);

    tellAll((name, tell, { limitMinutes = 12 } = {}) => {
      const limitMs = limitMinutes * 60_000;
      test(name, { timeout: limitMs + afterwardsMs }, async (context) => {
        shared ??= makeStoryFolder(title).then((folder) => new Bench(folder));
        const bench = await shared;
        const tellWithBox = async () => {
          box ??= await bench.boot(options);
          await tell(box, bench);
        };
        await runStory(context, bench, tellWithBox, limitMs).catch(async (error) => {
          box = undefined;
          await bench.clear();
          throw error;
        });
      });
    });
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
