import { crc32, deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { cp437 } from '../../../../src/backend/display/screenshot/cp437.ts';
import { decodePng } from '../../../../src/backend/display/screenshot/decode-png.ts';
import { parseFont } from '../../../../src/backend/display/screenshot/parse-font.ts';
import { readBest, toText } from '../../../../src/backend/display/screenshot/to-text.ts';

const face = [0, 0, 0x7e, 0x81, 0xa5, 0x81, 0x81, 0xbd, 0x99, 0x81, 0x81, 0x7e, 0, 0, 0, 0];
/** Glyphs that are all different: the second is a face, the others have their number in them. */
const glyph = (n: number): number[] => {
  if (n === 1) return face;
  return n === 0 || n === 32 || n === 255
    ? Array(16).fill(0)
    : [0, 0x18, n, 0x24, ...Array(11).fill(0x18), 0];
};
const rom = Uint8Array.from([
  ...Array(100).fill(0x7e),
  ...Array.from({ length: 256 }, (_, n) => glyph(n)).flat(),
  9,
]);
const font = parseFont(rom);
if (font === undefined) throw new Error('no font');

const white = [170, 170, 170];
const blue = [0, 0, 170];

/** A screen as a PC draws it, with cells of `step` columns. */
function draw(lines: string[], { columns = 80, rows = 25, step = 8, inverse = false } = {}) {
  const width = columns * step;
  const rgb = new Uint8Array(width * rows * 16 * 3);
  for (let y = 0; y < rows * 16; y++) {
    for (let x = 0; x < width; x++) {
      const character = lines[y >> 4]?.[Math.floor(x / step)] ?? ' ';
      const bits = glyph(cp437.indexOf(character, character === ' ' ? 32 : 0))[y & 15] ?? 0;
      const on = x % step < 8 && (bits >> (7 - (x % step))) % 2 === 1;
      rgb.set(on !== inverse ? white : blue, (y * width + x) * 3);
    }
  }
  return { width, height: rows * 16, rgb };
}

test('the font has every character of the code page, and no VGA BIOS without it is taken for one', () => {
  expect(cp437).toHaveLength(256);
  expect([cp437[1], cp437[65], cp437[0x80], cp437[0xdb], cp437[0xfe]]).toEqual(['☺', 'A', 'Ç', '█', '■']);
  expect(font.size).toBe(254);
  expect(parseFont(rom.subarray(0, 3000))).toBeUndefined();
  expect(parseFont(new Uint8Array(40_000))).toBeUndefined();
});

test.each([
  ['of eight columns', {}],
  ['of nine columns', { step: 9 }],
  ['dark on light', { inverse: true }],
])('text is read exactly: cells %s', (_, how) => {
  const lines = ['login: █─┐', '', '  C:\\>dir é~'];
  expect(toText(draw(lines, how), font)).toEqual({ lines, cells: 18, known: 18 });
});

test('of several fonts that one is used in which the screen has most characters, and never two at once', () => {
  const lines = ['login: root', 'X'];
  const pixels = draw(lines);
  // Has all but two letters as they are here, and one in the place of another.
  const other = new Map(
    [...font].map(([key, character]) => [character === 'o' ? `${key}?` : key, character]),
  );
  expect(toText(pixels, other).lines).toEqual(['l\ufffdgin: r\ufffd\ufffdt', 'X']);
  expect(readBest(pixels, [other, font])).toEqual({ lines, cells: 11, known: 11 });
  expect(readBest(pixels, [font, other]).lines).toEqual(lines);
  expect(readBest(pixels, [])).toEqual({ lines: [], cells: 0, known: 0 });
});

test('one pixel that is none of the character makes it unknown, and nothing else', () => {
  const pixels = draw(['abc']);
  pixels.rgb.set([255, 0, 0], (5 * pixels.width + 10) * 3);
  expect(toText(pixels, font)).toEqual({ lines: ['a\ufffdc'], cells: 3, known: 2 });
  const other = draw(['abc']);
  other.rgb.set(white, (15 * other.width + 8) * 3);
  expect(toText(other, font).lines).toEqual(['a\ufffdc']);
});

test.each([2, 6] as const)(
  'a PNG is read as it was written, with colours of type %i and every filter',
  async (colorType) => {
    const { width, height, rgb } = draw(['what is in it'], { columns: 20, rows: 3 });
    for (const filterType of [0, 1, 2, 3, 4]) {
      const png = new PNG({ width, height, colorType, inputColorType: 2, inputHasAlpha: false, filterType });
      png.data = Buffer.from(rgb);
      const bytes = PNG.sync.write(png, { colorType, inputColorType: 2, inputHasAlpha: false, filterType });
      expect(await decodePng(bytes, 1e6)).toEqual({ width, height, rgb });
    }
  },
);

test('what is no such PNG, is cut, or is larger than wanted is not read', async () => {
  const png = new PNG({ width: 64, height: 64 });
  const bytes = PNG.sync.write(png);
  expect(await decodePng(bytes, 64 * 64)).toBeDefined();
  expect(await decodePng(bytes, 64 * 64 - 1)).toBeUndefined();
  for (const end of [0, 20, 40, bytes.length - 20])
    expect(await decodePng(bytes.subarray(0, end), 1e6)).toBeUndefined();
  expect(await decodePng(Buffer.from('P6 64 64 255'), 1e6)).toBeUndefined();
  const bomb = Buffer.from(bytes);
  bomb.writeUInt32BE(2, 20);
  expect(await decodePng(bomb, 1e6)).toBeUndefined();
});

test('rows whose filter does not exist, and chunks that are damaged, are no picture', async () => {
  const image = new PNG({ width: 2, height: 2 });
  const bytes = PNG.sync.write(image, { filterType: 0, colorType: 2, inputHasAlpha: true });
  const toFile = (rows: number[]) => replaceData(bytes, deflateSync(Uint8Array.from(rows)));
  expect(await decodePng(toFile([0, 1, 2, 3, 4, 5, 6, 2, 1, 1, 1, 1, 1, 1]), 4)).toEqual({
    ...{ width: 2, height: 2 },
    rgb: Uint8Array.from([1, 2, 3, 4, 5, 6, 2, 3, 4, 5, 6, 7]),
  });
  expect(await decodePng(toFile([0, 1, 2, 3, 4, 5, 6, 5, 1, 1, 1, 1, 1, 1]), 4)).toBeUndefined();
  // Less, and more, than the picture has.
  expect(await decodePng(toFile([0, 1, 2, 3, 4, 5, 6]), 4)).toBeUndefined();
  expect(await decodePng(toFile(Array(15).fill(0)), 4)).toBeUndefined();
  const damaged = Buffer.from(bytes);
  damaged[45] = (damaged[45] ?? 0) ^ 1;
  expect(await decodePng(damaged, 4)).toBeUndefined();
});

/** A PNG with other rows: its data is one chunk, which is the second. */
function replaceData(png: Buffer, data: Buffer): Buffer {
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from('IDAT'), data, Buffer.alloc(4)]);
  chunk.writeUInt32BE(data.length, 0);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  return Buffer.concat([png.subarray(0, 33), chunk]);
}
