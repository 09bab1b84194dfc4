import { expect, test } from 'vitest';
import { Bus } from '../../../../src/backend/engine/bus.ts';
import type { Topics } from '../../../../src/backend/engine/topics.ts';
import { LogSlice } from '../../../../src/backend/log/log-slice.ts';
import { ManualClock } from '../../client/manual-clock.ts';

test('that the journal has grown is told at most once a second, and nothing when it has not', () => {
  const clock = new ManualClock();
  const bus = new Bus<Topics>(() => {});
  let told = 0;
  bus.on('log', () => void told++);
  const slice = new LogSlice({ bus, clock, list: async () => [] });
  for (let i = 0; i < 50; i++) slice.recorded();
  expect(told).toBe(1);
  clock.advance(1000);
  expect(told).toBe(2);
  clock.advance(1000);
  expect(told).toBe(2);
  expect(clock.pending).toEqual([]);
});

test('the number of lines is 200 unless asked otherwise, also when it comes as text', async () => {
  const asked: unknown[] = [];
  const slice = new LogSlice({
    bus: new Bus<Topics>(() => {}),
    clock: new ManualClock(),
    list: async (query) => {
      asked.push(query);
      return [];
    },
  });
  await slice.handlers['log.list']({ query: {} });
  await slice.handlers['log.list']({ query: { limit: '5', after: 's=a' } });
  expect(asked).toEqual([{ limit: 200 }, { limit: 5, after: 's=a' }]);
});
