import { expect, test } from 'vitest';
import { ScreenshotSlice } from '../../../../src/backend/display/screenshot/slice.ts';
import { systemClock } from '../../../../src/backend/engine/clock.ts';
import type { Actor, GuestState } from '../../../../src/contract/index.ts';
import { notSaving } from './not-saving.ts';

const by: Actor = { seat: 'tty1', role: 'viewer' };

function start(take: () => Promise<{ mime: string; bytes: Uint8Array }>, state: GuestState = 'running') {
  const slice = new ScreenshotSlice({
    clock: systemClock,
    guestState: () => state,
    take,
    readFonts: async () => [],
    saving: notSaving,
  });
  return async () => slice.handlers['guest.screenshot']({}, by);
}
const png = { mime: 'image/png', bytes: Uint8Array.of(0x89, 0x50) };

test('a picture is given in base64, with its format', async () => {
  expect(await start(async () => png)()).toMatchObject({ mime: 'image/png', base64: 'iVA=' });
});

test('two that ask at once wait for each other', async () => {
  let running = 0;
  let most = 0;
  const ask = start(async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    return png;
  });
  await Promise.all([ask(), ask(), ask()]);
  expect(most).toBe(1);
});

test.each([
  ['of a guest that is off', async () => png, 'off', 'guest.not-running'],
  [
    'that is too large',
    async () => {
      throw new RangeError('more');
    },
    'running',
    'guest.picture-too-large',
  ],
  ['in an unknown format', async () => ({ ...png, mime: 'text/html' }), 'running', 'guest.no-picture'],
] as const)('a picture %s is an error', async (_, take, state, code) => {
  await expect(start(take, state)()).rejects.toMatchObject({ code });
});
