import { expect, test } from 'vitest';
import { oneAtATime } from '../../../../src/backend/engine/one-at-a-time.ts';

test('a call begins when the one before it has ended, also when that one failed', async () => {
  const seen: string[] = [];
  const call = oneAtATime(async (name: string) => {
    seen.push(`${name} begins`);
    await new Promise(setImmediate);
    seen.push(`${name} ends`);
    if (name === 'a') throw new Error('a fails');
    return name;
  });
  const [a, b] = await Promise.allSettled([call('a'), call('b')]);
  expect(a.status).toBe('rejected');
  expect(b).toEqual({ status: 'fulfilled', value: 'b' });
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});
