import { describe, expect, test } from 'vitest';
import { paint, toRows } from '../../../../support/display/paint.ts';
import { createDeflate, encodings, rect, u32 } from '../../../../support/display/server-words.ts';

const colours = { '.': 0, r: 0xff0000, g: 0x00ff00, b: 0x0000ff, k: 0x010203 };
const { r, g, b, k } = colours;
const byte = (...values: number[]) => Buffer.from(values);
const pixels = (...values: number[]) => Buffer.concat(values.map((value) => u32(value).subarray(1)));

type Deflate = (bytes: Uint8Array) => Buffer;
type Place = [number, number, number, number];
const whole: Place = [0, 0, 5, 2];
const tight = (place: Place, ...parts: Buffer[]) => rect(place, encodings.tight, ...parts);

function compressed(deflate: Deflate, ...parts: Buffer[]): Buffer {
  const part = deflate(Buffer.concat(parts));
  return Buffer.concat([byte((part.length & 127) | 128, part.length >> 7), part]);
}

describe('a rectangle', () => {
  const rowOfFive = pixels(r, g, b, k, r);
  test.each([
    ['of one colour', [byte(0x80), pixels(k)], 'kkkkk kkkkk'],
    ['as it is', [byte(0x00), compressed(createDeflate(), rowOfFive, rowOfFive)], 'rgbkr rgbkr'],
    ['as it is, by name', [byte(0x40, 0), compressed(createDeflate(), rowOfFive, rowOfFive)], 'rgbkr rgbkr'],
    ['of two colours', [byte(0x40, 1, 1), pixels(r, g), byte(0b01010000, 0b00001000)], 'rgrgr rrrrg'],
    ['of a palette', [byte(0x40, 1, 2), pixels(r, g, b), byte(0, 1, 2, 1, 0, 2, 2, 2, 2, 7)], 'rgbgr bbbb.'],
  ])('%s', async (_name, parts, rows) => {
    for (const chunkSize of [1, 7, 1000])
      expect(await paint(5, 2, [tight(whole, ...parts)], chunkSize)).toEqual(toRows(rows, colours));
  });

  test('of a gradient has what differs from what is expected', async () => {
    const rows = [
      [0x102030, 0x122232, 0xfffefd],
      [0x112131, 0x132333, 0x000102],
    ];
    const deltas = byte(
      ...[0x10, 0x20, 0x30, 0x02, 0x02, 0x02, 0xed, 0xdc, 0xcb],
      // Left, plus above, less above to the left; never below 0 nor above 255.
      ...[0x01, 0x01, 0x01, 0x00, 0x00, 0x00, 0x01, 0x02, 0x04],
    );
    expect(
      await paint(3, 2, [tight([0, 0, 3, 2], byte(0x40, 2), compressed(createDeflate(), deltas))]),
    ).toEqual(rows);
  });

  test('of few bytes is not compressed', async () => {
    expect(await paint(5, 2, [tight([1, 1, 3, 1], byte(0x00), pixels(r, g, b))])).toEqual(
      toRows('..... .rgb.', colours),
    );
  });

  test.each([
    ['a JPEG', [byte(0x90)], /JPEG/],
    ['of an unknown kind', [byte(0xa0)], /unknown kind 10/],
    ['with an unknown filter', [byte(0x40, 3)], /unknown filter 3/],
    ['that ends early', [byte(0x00), compressed(createDeflate(), pixels(r))], /ends early/],
    [
      'that has more',
      [byte(0x00), compressed(createDeflate(), Buffer.alloc(31))],
      /does not end where it should/,
    ],
  ])('%s ends the connection', async (_name, parts, message) => {
    await expect(paint(5, 2, [tight(whole, ...parts)])).rejects.toThrow(message);
  });
});

test('four zlib streams go on by themselves, and begin anew when told to', async () => {
  const streams = [0, 1, 2, 3].map(createDeflate);
  const row = (pixel: number) => pixels(pixel, pixel, pixel, pixel, pixel);
  const line = (y: number, n: number, pixel: number, deflate: Deflate | undefined, reset = 0) =>
    tight([0, y, 5, 1], byte((n << 4) | reset), compressed(deflate!, row(pixel)));
  const rows = await paint(5, 7, [
    line(0, 0, r, streams[0]),
    line(1, 1, g, streams[1]),
    line(2, 2, b, streams[2]),
    line(3, 3, k, streams[3]),
    line(4, 0, g, streams[0]),
    line(5, 2, r, createDeflate(), 1 << 2),
    line(6, 3, b, streams[3]),
  ]);
  expect(rows).toEqual(toRows('rrrrr ggggg bbbbb kkkkk ggggg rrrrr bbbbb', colours));
});

test('lengths have up to three bytes', async () => {
  const noise = Buffer.from(Array.from({ length: 200 * 100 * 3 }, (_, n) => (n * n * 7919) >> 7));
  const part = createDeflate()(noise);
  expect(part.length).toBeGreaterThan(1 << 14);
  const length = byte((part.length & 127) | 128, ((part.length >> 7) & 127) | 128, part.length >> 14);
  const rows = await paint(200, 100, [tight([0, 0, 200, 100], byte(0), length, part)]);
  expect(rows[99]?.[199]).toBe(noise.readUIntBE(noise.length - 3, 3));
});
