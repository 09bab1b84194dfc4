import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { naturally } from '../../../../src/backend/inventory/natural-order.ts';

it('counts numbers as numbers, of any length', () => {
  const names = ['eth10', 'eth2', 'eth', 'card1-DP-2', 'card1-DP-10', 'sr0', '10', '9', 'a'.repeat(3)];
  expect(names.toSorted(naturally)).toEqual([
    ...['9', '10', 'aaa', 'card1-DP-2', 'card1-DP-10', 'eth', 'eth2', 'eth10', 'sr0'],
  ]);
  expect(naturally(`x${'9'.repeat(40)}`, `x1${'0'.repeat(40)}`)).toBeLessThan(0);
});

it('is an order: the same both ways, and only the same text is equal', () => {
  const name = fc.string({ unit: fc.constantFrom('a', '0', '1', '9', '-'), maxLength: 8 });
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      expect(Math.sign(naturally(a, b))).toBe(0 - Math.sign(naturally(b, a)) || 0);
      expect(naturally(a, b) === 0).toBe(a === b);
      const sorted = [a, b, c].toSorted(naturally);
      expect([c, b, a].toSorted(naturally)).toEqual(sorted);
    }),
  );
});
