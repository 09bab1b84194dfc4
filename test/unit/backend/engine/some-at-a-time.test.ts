import fc from 'fast-check';
import { expect, it } from 'vitest';
import { someAtATime } from '../../../../src/backend/engine/some-at-a-time.ts';

it('gives each result at the place of its item, and never has more than the limit under way', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.integer({ min: 1, max: 5 })),
      async (limit, turns) => {
        let under = 0;
        let most = 0;
        const results = await someAtATime(limit, turns, async (count) => {
          under++;
          most = Math.max(most, under);
          for (let turn = 0; turn < count; turn++) await Promise.resolve();
          under--;
          return count * 2;
        });
        expect(results).toEqual(turns.map((count) => count * 2));
        expect(most).toBe(Math.min(limit, turns.length));
      },
    ),
  );
});

it('fails with what fails first', async () => {
  const fail = async (item: string): Promise<never> => {
    throw new Error(item);
  };
  await expect(someAtATime(2, ['a', 'b'], fail)).rejects.toThrow('a');
});
