import { describe, expect, test } from 'vitest';
import { paint, toRows } from '../../../../support/display/paint.ts';
import { createDeflate, encodings, rect, u32, xrgb } from '../../../../support/display/server-words.ts';

const colours = { r: 0xff0000, g: 0x00ff00, b: 0x0000ff, w: 0xffffff, k: 0x010203 };
const { r, g, b, w, k } = colours;
const byte = (...values: number[]) => Buffer.from(values);
const pixels = (...values: number[]) => Buffer.concat(values.map((value) => xrgb(value).subarray(0, 3)));

function zrle(
  deflate: (bytes: Uint8Array) => Buffer,
  place: [number, number, number, number],
  ...tiles: Buffer[]
): Buffer {
  const part = deflate(Buffer.concat(tiles));
  return rect(place, encodings.zrle, u32(part.length), part);
}

describe('a tile', () => {
  test.each([
    ['as it is', [byte(0), pixels(r, g, b, b, g, r)], 'rgb bgr'],
    ['of one colour', [byte(1), pixels(k)], 'kkk kkk'],
    ['of two', [byte(2), pixels(r, g), byte(0b01000000, 0b10100000)], 'rgr grg'],
    ['of up to four', [byte(4), pixels(r, g, b, w), byte(0b00011000, 0b11000100)], 'rgb wrg'],
    ['of up to sixteen', [byte(5), pixels(r, g, b, w, k), byte(0x01, 0x20, 0x34, 0x00)], 'rgb wkr'],
    ['in runs', [byte(128), pixels(r), byte(3), pixels(b), byte(1)], 'rrr rbb'],
    ['in runs of a palette', [byte(130), pixels(r, g), byte(0, 129, 2, 0, 1)], 'rgg grg'],
  ])('%s', async (_name, parts, rows) => {
    for (const chunkSize of [1, 7, 1000])
      expect(await paint(3, 2, [zrle(createDeflate(), [0, 0, 3, 2], ...parts)], chunkSize)).toEqual(
        toRows(rows, colours),
      );
  });

  test.each([
    ['that is unknown', [byte(17)], /unknown kind 17/],
    ['with a palette of runs of one', [byte(129)], /unknown kind 129/],
    ['whose run is too long', [byte(128), pixels(r), byte(6)], /beyond its tile/],
    ['that ends early', [byte(0), pixels(r)], /ends early/],
    ['that has more than it needs', [byte(1), pixels(r), byte(0)], /does not end where it should/],
  ])('%s ends the connection', async (_name, parts, message) => {
    await expect(paint(3, 2, [zrle(createDeflate(), [0, 0, 3, 2], ...parts)])).rejects.toThrow(message);
  });
});

test('tiles of 64 follow one another, and so do rectangles in the same zlib stream', async () => {
  const deflate = createDeflate();
  const rows = await paint(66, 65, [
    zrle(deflate, [0, 0, 66, 65], ...[r, g, b, w].flatMap((pixel) => [byte(1), pixels(pixel)])),
    zrle(deflate, [1, 0, 3, 1], byte(0), pixels(k, k, k)),
  ]);
  const upper = `${'r'.repeat(64)}gg`;
  const first = `rkkk${upper.slice(4)}`;
  const last = `${'b'.repeat(64)}ww`;
  expect(rows).toEqual(toRows([first, ...Array(63).fill(upper), last].join(' '), colours));
});

test('a few bytes that would be gigabytes are read no further than the picture needs', async () => {
  const bomb = createDeflate()(Buffer.alloc(64 * 1024 * 1024, 1));
  await expect(paint(3, 2, [rect([0, 0, 3, 2], encodings.zrle, u32(bomb.length), bomb)])).rejects.toThrow(
    /does not end where it should/,
  );
});
