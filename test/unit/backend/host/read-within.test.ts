import { expect, it } from 'vitest';
import { readTextWithin } from '../../../../src/backend/host/read-within.ts';
import { notRead, type Reading, read } from '../../../../src/backend/host/reading.ts';
import { ManualClock } from '../../client/manual-clock.ts';

/** Files that answer when the test lets them. */
function hanging() {
  const asked: { path: string; answer: (reading: Reading<string>) => void }[] = [];
  const readText = (path: string) =>
    new Promise<Reading<string>>((resolve) => asked.push({ path, answer: resolve }));
  return { asked, readText };
}

it('answers as the file does, and leaves no timer behind', async () => {
  const clock = new ManualClock();
  const ask = readTextWithin(async (path) => read(path), clock, 1000);
  expect(await ask('/sys/a')).toEqual(read('/sys/a'));
  expect(clock.pending).toEqual([]);
});

it('says in time that a file is too slow', async () => {
  const clock = new ManualClock();
  const ask = readTextWithin(hanging().readText, clock, 1000);
  const reading = ask('/sys/a');
  clock.advance(1000);
  expect(await reading).toEqual(notRead('too-slow', 'no answer in 1000 ms'));
});

it('does not begin to read again what still hangs', async () => {
  const clock = new ManualClock();
  const { asked, readText } = hanging();
  const ask = readTextWithin(readText, clock, 1000);
  const first = ask('/sys/a');
  clock.advance(1000);
  await first;
  const second = ask('/sys/a');
  expect(asked).toHaveLength(1);
  asked[0]?.answer(read('at last'));
  expect(await second).toEqual(read('at last'));
  const third = ask('/sys/a');
  expect(asked).toHaveLength(2);
  asked[1]?.answer(read('again'));
  expect(await third).toEqual(read('again'));
});
