import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Look } from '../../../../src/client/thumbnail/model.ts';
import { nearestOf256, nearestOfPc } from '../../../../src/client/thumbnail/palette.ts';
import { isBlank, renderThumbnail } from '../../../../src/client/thumbnail/render.ts';

type Colour = [number, number, number];
const black: Colour = [0, 0, 0];
const white: Colour = [255, 255, 255];
const red: Colour = [170, 0, 0];
const brightBlue: Colour = [85, 85, 255];
const orange: Colour = [255, 135, 0];

const toThumbnail = (width: number, pixels: Colour[]) => ({
  width,
  height: pixels.length / width,
  base64: Buffer.from(pixels.flat()).toString('base64'),
});
const show = (look: Look, top: Colour, bottom: Colour) =>
  renderThumbnail(toThumbnail(1, [top, bottom]), look)[0]?.replaceAll('\u001b', '');

const all = { colours: 16_777_216, glyphs: 'unicode' } as const;
const many = { colours: 256, glyphs: 'unicode' } as const;
const kernel = { colours: 16, glyphs: 'cp437' } as const;
const eight = { colours: 8, glyphs: 'unicode' } as const;
const grey = { colours: 0, glyphs: 'unicode' } as const;
const vt220 = { colours: 0, glyphs: 'ascii' } as const;
const ansi = { colours: 8, glyphs: 'ascii' } as const;
const ascii256 = { colours: 256, glyphs: 'ascii' } as const;

describe('two pixels are one character', () => {
  test.each([
    ['all colours', all, orange, black, '[38;2;255;135;0m[48;2;0;0;0m▀[39m[49m'],
    ['all colours, where both are the same', all, orange, orange, '[48;2;255;135;0m [49m'],
    ['256 colours', many, orange, black, '[38;5;208m[48;5;16m▀[39m[49m'],
    ['16 colours', kernel, white, red, '[97m[41m▀[39m[49m'],
    ['16 colours, the bright one below', kernel, red, white, '[97m[41m▄[39m[49m'],
    ['16 colours, both bright', kernel, white, brightBlue, '[97m[44m▀[39m[49m'],
    ['16 colours, both bright and the same', kernel, white, white, '[97m[40m█[39m[49m'],
    ['16 colours, both the same', kernel, red, red, '[41m [49m'],
    ['8 colours', eight, white, red, '[37m[41m▀[39m[49m'],
    ['no colours', grey, white, black, '▒'],
    ['no colours and no blocks', vt220, white, black, '+'],
    ['8 colours and no blocks', ansi, white, white, '@'],
    ['256 colours and no blocks', ascii256, white, black, '[48;5;244m [49m'],
  ] as const)('on a terminal with %s', (_, look, top, bottom, shown) => {
    expect(show(look, [...top], [...bottom])).toBe(shown);
  });

  test('also where there is an odd row, or less than is said', () => {
    expect(renderThumbnail(toThumbnail(1, [white, white, white]), vt220)).toEqual(['@', '+']);
    expect(renderThumbnail({ width: 2, height: 2, base64: 'not base64 at all!' }, vt220)[0]).toHaveLength(2);
    expect(renderThumbnail({ width: 3, height: 2, base64: '' }, vt220)).toEqual(['   ']);
  });

  test('and a colour is told once for all that have it', () => {
    const line = renderThumbnail(toThumbnail(3, [red, red, black, red, red, black]), kernel)[0];
    expect(line).toBe('\u001b[41m  \u001b[40m \u001b[49m');
  });
});

test('shades grow with lightness', () => {
  const ramp = Array.from({ length: 256 }, (_, n) => show(vt220, [n, n, n], [n, n, n]));
  expect([...new Set(ramp)].join('')).toBe(' .:-=+*#%@');
  expect(ramp).toEqual(
    [...ramp].sort((a, b) => ' .:-=+*#%@'.indexOf(a ?? '') - ' .:-=+*#%@'.indexOf(b ?? '')),
  );
});

test("the nearest of the PC's colours is the colour itself for each of them, and of 256 for those of the cube and the greys", () => {
  expect(
    (
      [
        [0, 0, 0],
        red,
        [0, 170, 0],
        [170, 85, 0],
        [0, 0, 170],
        [170, 0, 170],
        [0, 170, 170],
        [170, 170, 170],
        [85, 85, 85],
        [255, 85, 85],
        [85, 255, 85],
        [255, 255, 85],
        brightBlue,
        [255, 85, 255],
        [85, 255, 255],
        white,
      ] as Colour[]
    ).map((colour) => nearestOfPc(colour, 16)),
  ).toEqual(Array.from({ length: 16 }, (_, n) => n));
  expect(nearestOfPc(white, 8)).toBe(7);
  const steps = [0, 95, 135, 175, 215, 255];
  for (let n = 16; n < 232; n++) {
    const colour = [Math.floor((n - 16) / 36), Math.floor((n - 16) / 6) % 6, (n - 16) % 6].map(
      (i) => steps[i],
    );
    expect(nearestOf256(colour as unknown as Colour)).toBe(n);
  }
  for (let n = 0; n < 24; n++) expect(nearestOf256([8 + n * 10, 8 + n * 10, 8 + n * 10])).toBe(232 + n);
});

test('is as wide and half as high as the thumbnail, and nothing but colours and blocks or ASCII', () => {
  const looks = fc.constantFrom<Look>(all, many, kernel, eight, grey, vt220, ansi, ascii256);
  const sizes = fc.record({ width: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 9 }) });
  fc.assert(
    fc.property(sizes, fc.uint8Array({ maxLength: 400 }), looks, (size, rgb, look) => {
      const lines = renderThumbnail({ ...size, base64: Buffer.from(rgb).toString('base64') }, look);
      expect(lines).toHaveLength(Math.ceil(size.height / 2));
      for (const line of lines) {
        const plain = line.replace(/\u001b\[[\d;]+m/g, '');
        expect([...plain]).toHaveLength(size.width);
        expect(plain).toMatch(look.glyphs === 'ascii' ? /^[ -~]+$/ : /^[ ░▒▓█▀▄]+$/);
        if (look.colours === 0) expect(line).toBe(plain);
      }
    }),
  );
});

test('one that has a single colour all over is blank', () => {
  expect(isBlank(toThumbnail(2, [red, red]))).toBe(true);
  expect(isBlank(toThumbnail(2, [red, [170, 0, 1]]))).toBe(false);
  expect(isBlank(toThumbnail(1, [[1, 2, 3]]))).toBe(true);
});
