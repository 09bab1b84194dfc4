import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type PowerBox, startPowerBox } from './support/box.ts';

let box: PowerBox;
beforeEach(async () => {
  box = await startPowerBox();
});
afterEach(() => box?.[Symbol.asyncDispose]());

test('a guest that somebody has paused hears that the host goes down, and stops by itself', async () => {
  await box.writePolicy();
  await box.backend.start();
  await box.booted(1);
  await box.connection.suspend(await box.dom());
  const { admin } = box.backend;
  await vi.waitFor(async () => expect((await admin.call('guest.get')).state).toBe('paused'), {
    timeout: 60_000,
  });
  await admin.call('power.host-down', { body: { limitS: 60 } });
  const entry = await box.entered(1);
  expect(entry).toMatchObject({ verdict: 'host-down', outcome: 'done' });
  // Not cut off at the limit.
  expect(entry.problem).toBeUndefined();
});
