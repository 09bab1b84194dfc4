import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toPalette } from '../../../../src/cli/picture/to-palette.ts';
import { toSixel } from '../../../../src/cli/picture/to-sixel.ts';

const draw = (width: number, height: number, rgb: Uint8Array) =>
  toSixel({ width, height, base64: Buffer.from(rgb).toString('base64') });

/** What a terminal makes of sixels: the pixels, each as percents of red, green and blue. */
function decode(said: string): { width: number; height: number; pixels: string[] } {
  const [, w = '', h = '', body = ''] = /^\u001bP0;1;0q"1;1;(\d+);(\d+)(.*)\u001b\\\n$/s.exec(said) ?? [];
  const [width, height] = [Number(w), Number(h)];
  const colours = new Map<string, string>();
  const pixels: string[] = Array(width * height).fill('none');
  let [x, top, colour, times] = [0, 0, '', 1];
  for (const [all, number, values, count] of body.matchAll(/#(\d+)(;2;\d+;\d+;\d+)?|!(\d+)|[$?-~-]/g)) {
    if (number !== undefined && values !== undefined) colours.set(number, values.slice(3));
    else if (number !== undefined) colour = colours.get(number) ?? 'not defined';
    else if (count !== undefined) times = Number(count);
    else if (all === '$') x = 0;
    else if (all === '-') [x, top] = [0, top + 6];
    else {
      for (let column = x; column < x + times; column++)
        for (let bit = 0; bit < 6; bit++)
          if (((all.charCodeAt(0) - 0x3f) >> bit) & 1) pixels[(top + bit) * width + column] = colour;
      [x, times] = [x + times, 1];
    }
  }
  expect(pixels.length).toBe(width * height);
  return { width, height, pixels };
}
const percent = (value: number) => Math.round((value / 255) * 100);

describe('sixels', () => {
  test('are as the manual has them', () => {
    const rgb = [255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    expect(draw(5, 1, Uint8Array.from(rgb))).toBe(
      '\u001bP0;1;0q"1;1;5;1#0;2;100;0;0#1;2;0;0;0#0@!4?$#1?!4@\u001b\\\n',
    );
  });

  test('are the picture, where that has few colours', () => {
    const sizes = fc.record({
      width: fc.integer({ min: 1, max: 9 }),
      height: fc.integer({ min: 1, max: 15 }),
    });
    const pictures = sizes.chain(({ width, height }) => {
      const length = width * height * 3;
      return fc
        .array(fc.constantFrom(0, 51, 255), { minLength: length, maxLength: length })
        .map((rgb) => ({ width, height, rgb: Uint8Array.from(rgb) }));
    });
    fc.assert(
      fc.property(pictures, ({ width, height, rgb }) => {
        const shown = decode(draw(width, height, rgb));
        expect([shown.width, shown.height]).toEqual([width, height]);
        expect(shown.pixels).toEqual(
          Array.from({ length: width * height }, (_, n) =>
            [...rgb.subarray(n * 3, n * 3 + 3)].map(percent).join(';'),
          ),
        );
      }),
    );
  });

  test('are black where the answer has less than it says', () => {
    expect(decode(toSixel({ width: 2, height: 1, base64: '/////////////w==' })).pixels).toHaveLength(2);
    expect(decode(toSixel({ width: 2, height: 1, base64: '' })).pixels).toEqual(['0;0;0', '0;0;0']);
  });

  test('have at most 256 colours, which are near those of the picture', () => {
    // Every colour in steps of 15: more than 4 bits tell apart.
    const steps = Array.from({ length: 18 }, (_, n) => n * 15);
    const rgb = Uint8Array.from(steps.flatMap((r) => steps.flatMap((g) => steps.flatMap((b) => [r, g, b]))));
    const { palette, indices } = toPalette(rgb);
    expect(palette.length).toBeLessThanOrEqual(256);
    for (const [pixel, index] of indices.entries()) {
      const colour = palette[index] ?? [999, 999, 999];
      for (const part of [0, 1, 2] as const)
        expect(Math.abs(colour[part] - (rgb[pixel * 3 + part] ?? 0))).toBeLessThan(64);
    }
    expect(decode(draw(18, 324, rgb)).pixels).not.toContain('none');
  });
});
