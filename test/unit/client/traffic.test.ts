import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addReading, latestRates, noTraffic } from '../../../src/client/network/traffic.ts';
import { formatBitRate, formatCounted, formatRate } from '../../../src/client/units.ts';
import type { NetworkPort } from '../../../src/contract/index.ts';
import { sample } from '../../support/samples.ts';

function portWith(rxBytes: number, txBytes: number): NetworkPort {
  const [port] = sample.network().ports as [NetworkPort];
  const value = port.counters.state === 'known' ? port.counters.value : undefined;
  if (value === undefined) throw new Error('the sample counts nothing');
  return { ...port, counters: { state: 'known', value: { ...value, rxBytes, txBytes } } };
}

test('the rate is what was counted in the time between two readings', () => {
  const first = addReading(noTraffic, [portWith(0, 100)], 1000);
  expect(latestRates(first, 'enp1s0')).toBeUndefined();
  const second = addReading(first, [portWith(1000, 350)], 1500);
  expect(latestRates(second, 'enp1s0')).toEqual({ received: 16_000, sent: 4000 });
});

test('the rate is never negative, and always a number, whatever is counted and whatever the clock does', () => {
  const reading = fc.record({
    rx: fc.maxSafeNat(),
    tx: fc.maxSafeNat(),
    atMs: fc.integer({ min: 0, max: 10_000 }),
    there: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 200 }), (readings) => {
      let traffic = noTraffic;
      for (const { rx, tx, atMs, there } of readings)
        traffic = addReading(traffic, there ? [portWith(rx, tx)] : [], atMs);
      const rates = traffic.rates.get('enp1s0') ?? [];
      expect(rates.length).toBeLessThanOrEqual(120);
      for (const rate of rates)
        for (const value of rate === undefined ? [] : [rate.received, rate.sent])
          expect(Number.isFinite(value) && value >= 0).toBe(true);
    }),
  );
});

test('a NIC that has gone is forgotten', () => {
  const before = addReading(addReading(noTraffic, [portWith(0, 0)], 0), [portWith(1, 1)], 1000);
  const after = addReading(before, [], 2000);
  expect([after.rates.size, after.counters.size]).toEqual([0, 0]);
});

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1.00 k'],
  [12_345, '12.3 k'],
  [999_400, '999 k'],
  [999_600, '1.00 M'],
  [1e8, '100 M'],
  [2.5e9, '2.50 G'],
  [4e11, '400 G'],
])('%d bit/s is %j', (rate, text) => {
  expect(formatRate(rate)).toBe(text);
});

test('a rate takes at most six columns, up to more than any NIC can do', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 9e14, noNaN: true }), (rate) => formatRate(rate).length <= 6),
  );
});

test('a rate has its unit', () => {
  expect([0, 37_600_000].map(formatBitRate)).toEqual(['0 bit/s', '37.6 Mbit/s']);
});

test('a count has its thousands apart', () => {
  expect([7, 1234, 1_234_567].map(formatCounted)).toEqual(['7', '1 234', '1 234 567']);
});
