import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitBand, toBands } from '../../../../src/display/framebuffer/bands.ts';

const band = (height: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: height }), fc.integer({ min: 0, max: height }))
    .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));
const covers = (bands: readonly { from: number; to: number }[], row: number) =>
  bands.filter(({ from, to }) => row >= from && row < to).length;

describe('the rows to be written', () => {
  test('are all that have changed, each once, and never one alone', () => {
    fc.assert(
      fc.property(fc.array(band(50)), (bands) => {
        const result = toBands(bands, 50);
        for (let row = 0; row < 50; row++) {
          if (covers(bands, row) > 0) expect(covers(result, row)).toBe(1);
          expect(covers(result, row)).toBeLessThan(2);
        }
        expect(result.every(({ from, to }) => from >= 0 && to <= 50 && to - from >= 2)).toBe(true);
      }),
      { seed: 24 },
    );
  });

  test('on a screen of one row that row is all there is', () => {
    expect(toBands([{ from: 0, to: 1 }], 1)).toEqual([{ from: 0, to: 1 }]);
  });

  test('far ones stay apart', () => {
    expect(
      toBands(
        [
          { from: 40, to: 44 },
          { from: 2, to: 4 },
          { from: 9, to: 12 },
        ],
        50,
      ),
    ).toEqual([
      { from: 2, to: 12 },
      { from: 40, to: 44 },
    ]);
  });
});

describe('a band that is cut', () => {
  test('keeps its rows and their order, none alone, and what is inside is inside', () => {
    fc.assert(
      fc.property(band(20), band(20), (outer, inner) => {
        fc.pre(outer.to - outer.from >= 2);
        const parts = splitBand(outer, inner);
        expect(parts[0]?.from).toBe(outer.from);
        expect(parts.at(-1)?.to).toBe(outer.to);
        parts.slice(1).forEach((part, index) => {
          expect(part.from).toBe(parts[index]?.to);
        });
        expect(parts.every(({ from, to }) => to - from >= 2)).toBe(true);
        for (let row = Math.max(outer.from, inner.from); row < Math.min(outer.to, inner.to); row++) {
          expect(
            covers(
              parts.filter(({ inside }) => inside),
              row,
            ),
          ).toBe(1);
        }
      }),
      { seed: 25, numRuns: 500 },
    );
  });
});
