import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyRect } from '../../../../../src/display/rfb/update/painting.ts';
import { createSurface } from '../../../../../src/display/surface.ts';
import { paint, toRows } from '../../../../support/display/paint.ts';
import { encodings, rect, u16, xrgb } from '../../../../support/display/server-words.ts';

const [width, height] = [7, 6];

test('a copy is as though it had been taken before anything was painted, however it overlaps', () => {
  const within = (limit: number) => fc.nat({ max: limit });
  fc.assert(
    fc.property(
      within(width),
      within(height),
      within(width),
      within(height),
      within(width),
      within(height),
      (...n) => {
        const [x, y, fromX, fromY, w, h] = n;
        const part = {
          x,
          y,
          width: Math.min(w, width - x, width - fromX),
          height: Math.min(h, height - y, height - fromY),
        };
        const surface = createSurface(width, height);
        surface.pixels.set([...surface.pixels.keys()]);
        const before = surface.pixels.slice();
        const expected = before.slice();
        for (let row = 0; row < part.height; row++)
          for (let column = 0; column < part.width; column++)
            expected[(y + row) * width + x + column] = before[(fromY + row) * width + fromX + column]!;
        copyRect(surface, fromX, fromY, part);
        expect(surface.pixels).toEqual(expected);
      },
    ),
  );
});

test('a copy comes from where the server says', async () => {
  const rows = await paint(4, 2, [
    rect([0, 0, 2, 1], encodings.raw, xrgb(1, 2)),
    rect([2, 1, 2, 1], encodings.copyrect, u16(0, 0)),
  ]);
  expect(rows).toEqual(toRows('ab.. ..ab', { a: 1, b: 2 }));
});
