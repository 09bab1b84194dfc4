import { describe, expect, test } from 'vitest';
import { paint, toRows } from '../../../../support/display/paint.ts';
import { encodings, rect, xrgb } from '../../../../support/display/server-words.ts';

const [RAW, BACKGROUND, FOREGROUND, SUBRECTS, COLOURED] = [1, 2, 4, 8, 16];
const colours = { '.': 0, r: 0xff0000, g: 0x00ff00, b: 0x0000ff };
const { r, g, b } = colours;
const byte = (...values: number[]) => Buffer.from(values);

describe('a tile', () => {
  test.each([
    ['as it is', [byte(RAW), xrgb(r, g, b, b, g, r, r, r, g)], 'rgb bgr rrg'],
    ['of one colour', [byte(BACKGROUND), xrgb(g)], 'ggg ggg ggg'],
    [
      'with rectangles of one colour',
      [byte(BACKGROUND | FOREGROUND | SUBRECTS), xrgb(g, r), byte(2, 0x00, 0x10, 0x21, 0x01)],
      'rrg ggr ggr',
    ],
    [
      'with rectangles of many',
      [
        byte(BACKGROUND | SUBRECTS | COLOURED),
        xrgb(g),
        byte(2),
        xrgb(r),
        byte(0x00, 0x00),
        xrgb(b),
        byte(0x02, 0x20),
      ],
      'rgg ggg bbb',
    ],
    ['with no rectangle', [byte(BACKGROUND | SUBRECTS), xrgb(b), byte(0)], 'bbb bbb bbb'],
  ])('%s', async (_name, payload, rows) => {
    for (const chunkSize of [1, 5, 1000])
      expect(await paint(3, 3, [rect([0, 0, 3, 3], encodings.hextile, ...payload)], chunkSize)).toEqual(
        toRows(rows, colours),
      );
  });

  test('has the colours of the one before where it tells none, even past one as it is', async () => {
    const rows = await paint(48, 1, [
      rect(
        [0, 0, 48, 1],
        encodings.hextile,
        ...[byte(BACKGROUND | FOREGROUND | SUBRECTS), xrgb(g, r), byte(1, 0x00, 0x00)],
        ...[byte(RAW), Buffer.concat(Array.from({ length: 16 }, () => xrgb(b)))],
        byte(SUBRECTS, 1, 0xf0, 0x00),
      ),
    ]);
    expect(rows).toEqual(toRows(`r${'g'.repeat(15)}${'b'.repeat(16)}${'g'.repeat(15)}r`, colours));
  });

  test('at the edge is as small as what is left, and has nothing beside it', async () => {
    const solid = byte(BACKGROUND);
    const rows = await paint(19, 18, [
      rect([1, 0, 18, 18], encodings.hextile, ...[r, g, b, r].flatMap((pixel) => [solid, xrgb(pixel)])),
    ]);
    const upper = `.${'r'.repeat(16)}gg`;
    const lower = `.${'b'.repeat(16)}rr`;
    expect(rows).toEqual(toRows([...Array(16).fill(upper), lower, lower].join(' '), colours));
    const outside = rect([0, 0, 3, 3], encodings.hextile, byte(SUBRECTS, 1, 0x22, 0x10));
    await expect(paint(30, 3, [outside])).rejects.toThrow(/outside its tile/);
  });
});
