import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TokenBucket } from '../../../../src/backend/engine/token-bucket.ts';

const rate = { perSecond: 10, burst: 4 };

it('gives a burst at once, then tells how long to wait', () => {
  const bucket = new TokenBucket(rate, () => 0);
  expect([1, 2, 3, 4, 5].map(() => bucket.take())).toEqual([0, 0, 0, 0, 100]);
});

it('gives never more than burst and rate allow, and always after the wait that it told', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 400 }), { maxLength: 200 }), (steps) => {
      let now = 0;
      let passed = 0;
      let given = 0;
      const bucket = new TokenBucket(rate, () => now);
      for (const step of steps) {
        now += step;
        passed += Math.max(0, step);
        const wait = bucket.take();
        if (wait === 0) given += 1;
        else {
          now += wait;
          passed += wait;
          expect(bucket.take()).toBe(0);
          given += 1;
        }
        expect(given).toBeLessThanOrEqual(rate.burst + (passed / 1000) * rate.perSecond + 1e-6);
      }
    }),
    { examples: [[[0, 0, 9, 0, 105, 0]]] },
  );
});
