import { expect, it } from 'vitest';
import { gateFor } from '../../../../src/backend/host/gate.ts';

it('lets in as many as it may, the others in their order, after a failure too', async () => {
  const gate = gateFor(2);
  const begun: number[] = [];
  const ends: ((fails?: boolean) => void)[] = [];
  const results = [0, 1, 2, 3].map((number) =>
    gate(
      () =>
        new Promise<number>((resolve, reject) => {
          begun.push(number);
          ends[number] = (fails) => (fails ? reject(new Error('broken')) : resolve(number));
        }),
    ),
  );
  expect(begun).toEqual([0, 1]);
  ends[1]?.(true);
  await expect(results[1]).rejects.toThrow('broken');
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.();
  ends[2]?.();
  expect(await Promise.all([results[0], results[2]])).toEqual([0, 2]);
  ends[3]?.();
  expect(await results[3]).toBe(3);
  expect(await gate(async () => 'free again')).toBe('free again');
});
