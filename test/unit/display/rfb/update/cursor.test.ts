import { expect, test } from 'vitest';
import type { Cursor } from '../../../../../src/display/rfb/listener.ts';
import { converse } from '../../../../support/display/conversation.ts';
import { encodings, greeting, rect, update, xrgb } from '../../../../support/display/server-words.ts';

async function draw(...cursors: Buffer[]): Promise<(Cursor | undefined)[]> {
  const told: (Cursor | undefined)[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const { say } = converse({ listener: { cursor: (cursor) => told.push(cursor), bell: resolve } });
  say(greeting(8, 4), update(...cursors), Buffer.from([2]));
  await promise;
  return told;
}

test('the pointer has a picture with holes, and a pixel that points', async () => {
  const pixels = xrgb(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  const mask = Buffer.from([0b10101010, 0b10000000]);
  const [cursor] = await draw(rect([2, 0, 5, 2], encodings.cursor, pixels, mask));
  const seen = (pixel: number) => (0xff000000 | pixel) >>> 0;
  expect(cursor).toEqual({
    width: 5,
    height: 2,
    hotX: 2,
    hotY: 0,
    pixels: Uint32Array.of(seen(1), 0, seen(3), 0, seen(5), seen(6), 0, 0, 0, 0),
  });
});

test('there is none when it has no size, or no pixel of it is seen', async () => {
  const empty = rect([0, 0, 0, 0], encodings.cursor);
  const unseen = rect([0, 0, 1, 1], encodings.cursor, xrgb(0xffffff), Buffer.from([0]));
  expect(await draw(empty, unseen)).toEqual([undefined, undefined]);
});
