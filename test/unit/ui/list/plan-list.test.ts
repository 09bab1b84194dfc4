import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planList } from '../../../../src/ui/list/plan-list.ts';

test('everything is shown where there is room for it', () => {
  expect(planList({ head: 1, rows: 8, foot: 5, chosen: 7 }, 20)).toEqual({
    ...{ heads: 1, first: 0, shown: 8, feet: 5 },
  });
});

test('rows give way to the foot up to a third, and the foot to the rows beyond that', () => {
  expect(planList({ head: 1, rows: 64, foot: 40, chosen: 63 }, 19)).toEqual({
    ...{ heads: 1, first: 52, shown: 12, feet: 6 },
  });
});

test('the chosen row is in view and nothing is higher than its place, whatever the size', () => {
  const count = fc.nat({ max: 200 });
  fc.assert(
    fc.property(
      count,
      fc.integer({ min: 1, max: 200 }),
      count,
      count,
      count,
      (head, rows, foot, at, height) => {
        const chosen = at % rows;
        const { heads, first, shown, feet } = planList({ head, rows, foot, chosen }, height);
        expect(heads + shown + feet).toBeLessThanOrEqual(height);
        expect(Math.min(heads, first, shown, feet)).toBeGreaterThanOrEqual(0);
        expect(first + shown).toBeLessThanOrEqual(rows);
        if (height > 0) expect(first <= chosen && chosen < first + shown).toBe(true);
      },
    ),
  );
});
