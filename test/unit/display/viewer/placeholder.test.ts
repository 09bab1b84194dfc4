import { expect, test } from 'vitest';
import { createSurface, type Surface } from '../../../../src/display/surface.ts';
import { isPlaceholder, isWhole } from '../../../../src/display/viewer/placeholder.ts';

/** A text of so many glyphs, each an upright bar, as QEMU centres it on 640 × 480 (recorded: rows 226 to 238, columns 144 to 492). */
function withText(length: number, change: (surface: Surface) => unknown = () => {}): Surface {
  const surface = createSurface(640, 480);
  const start = Math.floor((80 - length) / 2) * 8;
  for (let glyph = 0; glyph < length; glyph++)
    for (let y = 226; y < 239; y++) surface.pixels[y * 640 + start + glyph * 8 + 3] = 0xaaaaaa;
  change(surface);
  return surface;
}

test.each([44, 29])('QEMU’s own line of %i letters is told from a picture of the guest', (length) => {
  expect(isPlaceholder(withText(length))).toBe(true);
});

test.each([
  ['a black picture', createSurface(640, 480)],
  ['a line of another length', withText(20)],
  ['a line and one pixel elsewhere', withText(44, ({ pixels }) => pixels.fill(0xaaaaaa, 5, 6))],
  ['a line of another colour', withText(44, ({ pixels }) => pixels.fill(0xffffff, 147_347, 147_348))],
])('%s is the guest’s', (_, surface) => {
  expect(isPlaceholder(surface)).toBe(false);
});

test('an update of a part is not one of the whole', () => {
  const surface = createSurface(8, 8);
  expect(isWhole(surface, [{ x: 0, y: 0, width: 8, height: 7 }])).toBe(false);
  expect(isWhole(surface, [{ x: 0, y: 0, width: 8, height: 8 }])).toBe(true);
});
