import { expect, test } from 'vitest';
import { LogRing } from '../../../../src/backend/log/ring.ts';

function filled(size: number, count: number): LogRing {
  const ring = new LogRing(size);
  for (let i = 1; i <= count; i++)
    ring.add({ time: new Date(i), level: 'info', part: 'p', message: `m${i}` });
  return ring;
}
const messages = (ring: LogRing, query: { limit: number; after?: string; before?: string }) =>
  ring.list(query).map((e) => e.message);

test('the last lines come, oldest first, and old ones are forgotten', () => {
  expect(messages(filled(3, 5), { limit: 10 })).toEqual(['m3', 'm4', 'm5']);
  expect(messages(filled(3, 5), { limit: 2 })).toEqual(['m4', 'm5']);
});

test('cursors page in both directions', () => {
  const ring = filled(10, 6);
  const cursor = ring.list({ limit: 10 })[2]?.cursor ?? '';
  expect(messages(ring, { limit: 2, after: cursor })).toEqual(['m4', 'm5']);
  expect(messages(ring, { limit: 1, before: cursor })).toEqual(['m2']);
  expect(messages(ring, { limit: 9, after: 'garbage' })).toEqual([]);
});
