import { expect, test } from 'vitest';
import type { Surface } from '../../../../../src/display/surface.ts';
import { replay, toStream } from '../../../../support/display/replay.ts';
import { encodings, greeting, rect, u32, update } from '../../../../support/display/server-words.ts';

const size = (width: number, height: number) => rect([0, 0, width, height], encodings.desktopSize);

async function resize(...rects: Buffer[]) {
  const told: Surface[] = [];
  const updates: number[] = [];
  const stream = toStream(Buffer.concat([greeting(64, 64), update(...rects)]));
  const { connection } = await replay(stream, {
    listener: {
      resized: (surface) => told.push(surface),
      updated: (painted) => updates.push(painted.length),
    },
  });
  return { told, updates, connection };
}

test('another size is another surface, which is black', async () => {
  const painted = rect([0, 0, 1, 1], encodings.raw, u32(-1));
  const { told, updates, connection } = await resize(painted, size(16, 8));
  expect(told).toHaveLength(1);
  expect(connection.surface).toBe(told[0]);
  expect(told[0]).toMatchObject({
    width: 16,
    height: 8,
    pixels: new Uint32Array(16 * 8),
    bytes: Buffer.alloc(16 * 8 * 4),
  });
  // What was painted before is gone with the surface.
  expect(updates).toEqual([]);
});

test('the same size is the same surface', async () => {
  const { told } = await resize(size(64, 64));
  expect(told).toEqual([]);
});

test('sizes that change again and again take the memory of the largest', async () => {
  const sizes = Array.from({ length: 2000 }, (_, n) => size(600 - (n % 3) * 100, 400));
  const { told } = await resize(...sizes);
  expect(told).toHaveLength(2000);
  expect(new Set(told.map(({ pixels }) => pixels.buffer)).size).toBe(1);
});
