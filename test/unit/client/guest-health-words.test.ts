import { expect, test } from 'vitest';
import { healthCell } from '../../../src/client/guest-health-words.ts';

const at = '2026-03-01T08:00:00.000Z';

test('a guest is as it says itself, with its own words where it has any', () => {
  expect(healthCell({ state: 'known', value: { state: 'ready', at } })).toEqual({
    fact: { state: 'known', value: 'ready' },
    mood: 'good',
  });
  expect(
    healthCell({ state: 'known', value: { state: 'failing', message: 'no database\u001b[2J', at } }),
  ).toEqual({ fact: { state: 'known', value: 'failing: no database' }, mood: 'bad' });
});

test('a guest that says nothing is unknown, and what it said in another run says nothing of this one', () => {
  expect(healthCell({ state: 'unknown' }).mood).toBeUndefined();
  expect(healthCell({ state: 'stale', value: { state: 'failing', at }, since: at }).mood).toBeUndefined();
});
