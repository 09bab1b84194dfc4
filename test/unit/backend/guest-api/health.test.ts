import { expect, it } from 'vitest';
import { startSide } from './guest-side.ts';

const at = '2026-03-01T08:00:00.000Z';

it('is unknown until the guest says something', async () => {
  const side = await startSide();
  expect(side.slice.health).toEqual({ state: 'unknown', reason: 'the guest has not said' });
  side.guestIs('running');
  expect(side.slice.health.state).toBe('unknown');
});

it('is what the guest says, and a problem where that is bad', async () => {
  const side = await startSide();
  side.guestIs('running');
  side.call('guest-side.health', { body: { state: 'ready', message: 'all\u001b[2J well' } });
  expect(side.slice.health).toEqual({ state: 'known', value: { state: 'ready', message: 'all well', at } });
  expect(side.slice.problems).toEqual([]);
  side.call('guest-side.health', { body: { state: 'degraded', message: 'one disk of two' } });
  expect(side.slice.problems).toMatchObject([
    { code: 'guest.degraded', severity: 'warning', message: expect.stringContaining('one disk of two') },
  ]);
  side.call('guest-side.health', { body: { state: 'failing' } });
  expect(side.slice.problems).toMatchObject([{ code: 'guest.failing', severity: 'error' }]);
});

it.each([
  ['the guest is off', (side: Awaited<ReturnType<typeof startSide>>) => side.guestIs('off')],
  ['another run has begun', (side: Awaited<ReturnType<typeof startSide>>) => side.guestIs('running', '2')],
  ['it was reset', (side: Awaited<ReturnType<typeof startSide>>) => side.slice.wasReset()],
])('is stale, and no problem, once %s', async (_, happen) => {
  const side = await startSide();
  side.guestIs('running');
  side.call('guest-side.health', { body: { state: 'failing' } });
  side.clock.advance(1000);
  happen(side);
  expect(side.slice.health).toMatchObject({ state: 'stale', since: '2026-03-01T08:00:01.000Z' });
  expect(side.slice.problems).toEqual([]);
  side.call('guest-side.health', { body: { state: 'starting' } });
  expect(side.slice.health).toMatchObject({ state: 'known', value: { state: 'starting' } });
});

it('outlives the backend where the guest is seen to be the same, and is stale until then and otherwise', async () => {
  const side = await startSide();
  side.guestIs('running', '7');
  side.call('guest-side.health', { body: { state: 'ready' } });
  await side.restart();
  expect(side.slice.health).toEqual({ state: 'stale', value: { state: 'ready', at }, since: at });
  side.guestIs('running', '7');
  expect(side.slice.health.state).toBe('known');
  await side.restart();
  side.guestIs('running', '8');
  expect(side.slice.health.state).toBe('stale');
});

it('is known also where the guest spoke before libvirt did', async () => {
  const side = await startSide();
  side.call('guest-side.health', { body: { state: 'ready' } });
  side.guestIs('running', '7');
  expect(side.slice.health.state).toBe('known');
  await side.restart();
  side.guestIs('running', '7');
  expect(side.slice.health.state).toBe('known');
});

it('does not follow a libvirt that does not answer', async () => {
  const side = await startSide();
  side.guestIs('running');
  side.call('guest-side.health', { body: { state: 'ready' } });
  side.guestIs('unknown');
  expect(side.slice.health.state).toBe('known');
});

it('is written when it changes, and rarely where it changes often', async () => {
  const side = await startSide();
  side.guestIs('running');
  const before = side.writes;
  for (let n = 0; n < 100; n++) side.call('guest-side.health', { body: { state: 'ready' } });
  expect(side.writes - before).toBe(1);
  for (let n = 0; n < 100; n++) side.call('guest-side.health', { body: { state: 'ready', message: `${n}` } });
  expect(side.writes - before).toBeLessThanOrEqual(6);
});
