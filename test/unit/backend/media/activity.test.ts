import { mkdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { filesBelow } from '../../../../src/backend/host/files.ts';
import { parseActivity } from '../../../../src/backend/media/parse-activity.ts';
import { withActivity } from '../../../../src/backend/media/read-activity.ts';
import { sample } from '../../../support/samples.ts';

/** Linux 6.12 of a stick, with discards and flushes at its end. */
const stat =
  '     331        0    20576      412        7        1       64       30        2      300      442 0 0 0 0 4 9\n';

test('reads what the kernel counts, in bytes', () => {
  expect(parseActivity(stat)).toEqual({ readBytes: 20576 * 512, writtenBytes: 64 * 512, inFlight: 2 });
});

test.each(['', 'nothing', '1 2 3', '1 2 x 4 5 6 7 8 9'])('knows nothing from "%s"', (text) => {
  expect(parseActivity(text)).toBeUndefined();
});

test('a disk has it where it can be read, and nothing else has', async () => {
  const root = await mkdtemp(join(tmpdir(), 'bz-activity-'));
  onTestFinished(() => rm(root, { recursive: true }));
  mkdirSync(join(root, 'sys/block/sdb'), { recursive: true });
  await writeFile(join(root, 'sys/block/sdb/stat'), stat);
  const { media } = await withActivity(filesBelow(root), sample.media());
  const having = media.filter(({ activity }) => activity !== undefined);
  expect(having.map(({ node }) => node)).toEqual(['/dev/sdb']);
});
