import { expect, it } from 'vitest';
import { NetworkNews } from '../../../../src/backend/network/news.ts';
import type { Network } from '../../../../src/contract/index.ts';
import { sample } from '../../../support/samples.ts';
import { ManualClock } from '../../client/manual-clock.ts';
import { silentLog } from '../silent-log.ts';

function start(read: () => Promise<Network>) {
  const clock = new ManualClock();
  const told: Network[] = [];
  const news = new NetworkNews({ clock, log: silentLog, read, tell: (now) => void told.push(now) });
  return { clock, told, news };
}

it('tells of the network when it has changed, and never twice the same', async () => {
  let now = sample.network();
  const { clock, told, news } = start(async () => structuredClone(now));
  expect(news.current).toBeUndefined();
  await news.start();
  await expect.poll(() => told.length).toBe(1);
  expect(news.current).toEqual(now);
  clock.advance(100);
  news.changed();
  clock.advance(100);
  now = { ...now, problems: [] };
  news.changed();
  await expect.poll(() => told.length).toBe(2);
  expect(told[1]?.problems).toEqual([]);
  await news.stop();
});

it('looks again when a look fails, and not at all after the stop', async () => {
  let fails = true;
  let looks = 0;
  const { clock, told, news } = start(async () => {
    looks += 1;
    if (fails) throw new Error('not now');
    return sample.network();
  });
  await news.start();
  await expect.poll(() => looks).toBe(1);
  fails = false;
  clock.advance(100);
  news.changed();
  await expect.poll(() => told.length).toBe(1);
  await news.stop();
  clock.advance(1000);
  news.changed();
  expect([looks, clock.pending]).toEqual([2, []]);
});
