import { expect, it } from 'vitest';
import { sample } from '../../../support/samples.ts';
import { startSide } from './guest-side.ts';

const minute = 60_000;

it('keeps the last word of the guest, in plain text', async () => {
  const side = await startSide();
  side.call('guest-side.intent', { body: { kind: 'halt' } });
  const said = side.call('guest-side.intent', {
    body: { kind: 'reboot', reason: '\u001b[31mnew\nkernel\u0007' },
  });
  expect(said).toEqual({
    intent: { kind: 'reboot', reason: 'new kernel', at: '2026-03-01T08:00:00.000Z' },
    expiresAt: '2026-03-01T08:10:00.000Z',
  });
  expect(side.call('guest-side.declared', {})).toEqual(said);
});

it('forgets it when it is taken back, has come true, or is too old', async () => {
  const side = await startSide();
  side.call('guest-side.intent', { body: { kind: 'halt' } });
  expect(side.call('guest-side.withdraw', {})).toEqual({});
  side.call('guest-side.intent', { body: { kind: 'halt' } });
  side.slice.consumeIntent();
  expect(side.slice.intent).toBeUndefined();
  side.call('guest-side.intent', { body: { kind: 'halt' } });
  side.clock.advance(10 * minute - 1);
  expect(side.slice.intent?.kind).toBe('halt');
  side.clock.advance(1);
  expect(side.slice.intent).toBeUndefined();
});

it('is over when somebody resets the guest', async () => {
  const side = await startSide();
  side.call('guest-side.intent', { body: { kind: 'halt' } });
  side.bus.publish('operation', { ...sample.operation(), kind: 'guest.reset', state: 'done' });
  expect(side.slice.intent).toBeUndefined();
});

it('outlives the backend, but neither its time nor the boot of the host', async () => {
  const side = await startSide();
  side.call('guest-side.intent', { body: { kind: 'reboot', reason: 'update' } });
  await side.restart();
  expect(side.slice.intent).toMatchObject({ kind: 'reboot', reason: 'update' });
  side.clock.advance(10 * minute);
  await side.restart();
  expect(side.slice.intent).toBeUndefined();

  side.call('guest-side.intent', { body: { kind: 'reboot' } });
  side.bootId = 'boot-2';
  await side.restart();
  expect(side.slice.intent).toBeUndefined();
});

it('lasts no longer because the clock was set back', async () => {
  const side = await startSide();
  side.call('guest-side.intent', { body: { kind: 'halt' } });
  side.clock.advance(-3600_000);
  await side.restart();
  expect(side.slice.intent).toBeUndefined();
});

it('is written a few times at once and then rarely, however often the guest changes its mind', async () => {
  const side = await startSide();
  const before = side.writes;
  for (let n = 0; n < 1000; n++) {
    side.call('guest-side.intent', { body: { kind: n % 2 === 0 ? 'halt' : 'reboot', reason: `${n}` } });
    side.clock.advance(100);
  }
  expect(side.writes - before).toBeLessThanOrEqual(6 + 10);
  expect(side.logged.length).toBeLessThanOrEqual(6 + 10);
  side.clock.advance(10_000);
  await side.restart();
  expect(side.slice.intent).toMatchObject({ kind: 'reboot', reason: '999' });
});

it('counts also where the store cannot be written', async () => {
  const side = await startSide();
  side.db.exec('PRAGMA query_only = ON');
  side.call('guest-side.intent', { body: { kind: 'halt' } });
  expect(side.slice.intent?.kind).toBe('halt');
});
