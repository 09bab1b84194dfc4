import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFramebuffer } from '../../../../src/display/framebuffer/framebuffer.ts';
import type { ScreenInfo } from '../../../../src/display/framebuffer/parse-screen-info.ts';
import type { ScalePolicy } from '../../../../src/display/framebuffer/placement.ts';
import type { Pointer } from '../../../../src/display/framebuffer/pointer.ts';
import { createSurface, type Surface } from '../../../../src/display/surface.ts';
import type { System } from '../../../../src/display/system/system.ts';
import { createMemoryFramebuffer, readPixel } from '../support/memory-framebuffer.ts';

const colour = (offset: number, length: number) => ({ offset, length });
const formats = {
  xrgb8888: { bitsPerPixel: 32, red: colour(16, 8), green: colour(8, 8), blue: colour(0, 8) },
  xbgr8888: { bitsPerPixel: 32, red: colour(0, 8), green: colour(8, 8), blue: colour(16, 8) },
  rgbx8888: { bitsPerPixel: 32, red: colour(24, 8), green: colour(16, 8), blue: colour(8, 8) },
  xrgb2101010: { bitsPerPixel: 32, red: colour(20, 10), green: colour(10, 10), blue: colour(0, 10) },
  rgb888: { bitsPerPixel: 24, red: colour(16, 8), green: colour(8, 8), blue: colour(0, 8) },
  bgr888: { bitsPerPixel: 24, red: colour(0, 8), green: colour(8, 8), blue: colour(16, 8) },
  rgb565: { bitsPerPixel: 16, red: colour(11, 5), green: colour(5, 6), blue: colour(0, 5) },
  xrgb1555: { bitsPerPixel: 16, red: colour(10, 5), green: colour(5, 5), blue: colour(0, 5) },
} as const satisfies Record<string, Pick<ScreenInfo, 'bitsPerPixel' | 'red' | 'green' | 'blue'>>;

function toInfo(
  format: keyof typeof formats,
  width: number,
  height: number,
  place: { padding?: number; xOffset?: number; yOffset?: number } = {},
): ScreenInfo {
  const { padding = 0, xOffset = 0, yOffset = 0 } = place;
  const bytes = formats[format].bitsPerPixel / 8;
  const stride = (width + xOffset + padding) * bytes;
  return { driver: 'memory', width, height, xOffset, yOffset, stride, ...formats[format] };
}

function open(info: ScreenInfo) {
  const device = createMemoryFramebuffer(info);
  return { device, framebuffer: createFramebuffer(device.system as System, 0, info) };
}

/** Pixels that differ from one another, and from any time before. */
function scribble(surface: Surface, seed: number): void {
  let state = seed | 1;
  for (let index = 0; index < surface.pixels.length; index++) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + index;
    surface.pixels[index] = state & 0xffffff;
  }
}

const rgb = (pixel: number) => [(pixel >> 16) & 255, (pixel >> 8) & 255, pixel & 255] as const;

const size = (most: number) => fc.integer({ min: 1, max: most });
const anyInfo = fc
  .record({
    format: fc.oneof(
      fc.constant<keyof typeof formats>('xrgb8888'),
      fc.constantFrom(...(Object.keys(formats) as (keyof typeof formats)[])),
    ),
    width: size(40),
    height: fc.integer({ min: 2, max: 30 }),
    padding: fc.constantFrom(0, 0, 1, 3),
    xOffset: fc.constantFrom(0, 0, 2),
    yOffset: fc.constantFrom(0, 0, 5),
  })
  .map(({ format, width, height, ...place }) => toInfo(format, width, height, place));
const anyPointer = (width: number, height: number): fc.Arbitrary<Pointer | undefined> =>
  fc.option(
    fc.record({
      x: fc.integer({ min: -3, max: width + 3 }),
      y: fc.integer({ min: -3, max: height + 3 }),
      image: fc.record({
        width: fc.constant(4),
        height: fc.constant(5),
        hotX: fc.integer({ min: 0, max: 3 }),
        hotY: fc.integer({ min: 0, max: 4 }),
        pixels: fc.constant(Uint32Array.from({ length: 20 }, (_, index) => (index * 0x0d2f4a51) >>> 0)),
      }),
    }),
    { nil: undefined },
  );
const anyScene = fc
  .record({ info: anyInfo, width: size(50), height: size(40), isSame: fc.boolean() })
  .map(({ info, width, height, isSame }) =>
    isSame ? { info, width: info.width, height: info.height } : { info, width, height },
  )
  .chain(({ info, width, height }) =>
    fc.record({
      info: fc.constant(info),
      width: fc.constant(width),
      height: fc.constant(height),
      policy: fc.constantFrom<ScalePolicy>('fit', 'integer', 'centre'),
      changes: fc.array(
        fc.record({
          x: fc.integer({ min: 0, max: width - 1 }),
          y: fc.integer({ min: 0, max: height - 1 }),
          width: size(width + 5),
          height: size(height + 5),
          seed: fc.integer(),
          pointer: anyPointer(width, height),
        }),
        { maxLength: 5 },
      ),
    }),
  );

describe('whatever is painted', () => {
  test('shows what the whole picture painted anew would show', () => {
    fc.assert(
      fc.property(anyScene, ({ info, width, height, policy, changes }) => {
        const surface = createSurface(width, height);
        scribble(surface, 7);
        const { device, framebuffer } = open(info);
        framebuffer.show(surface, info, policy);
        let pointer: Pointer | undefined;
        for (const { seed, ...change } of changes) {
          const next = createSurface(width, height);
          scribble(next, seed);
          for (let y = change.y; y < Math.min(change.y + change.height, height); y++) {
            const from = y * width + change.x;
            const to = y * width + Math.min(change.x + change.width, width);
            surface.pixels.set(next.pixels.subarray(from, to), from);
          }
          framebuffer.paint([change]);
          pointer = change.pointer;
          framebuffer.setPointer(pointer);
        }
        const before = Buffer.from(surface.bytes);
        const whole = open(info);
        whole.framebuffer.setPointer(pointer);
        whole.framebuffer.show(surface, info, policy);
        expect(device.memory.equals(whole.device.memory)).toBe(true);
        expect(before.equals(surface.bytes)).toBe(true);
      }),
      { numRuns: 300, seed: 20 },
    );
  });

  test('is, pixel by pixel, the picture in the bits that the device has, with black around it', () => {
    fc.assert(
      fc.property(anyInfo, size(40), size(30), (info, width, height) => {
        const surface = createSurface(Math.min(width, info.width), Math.min(height, info.height));
        scribble(surface, width);
        const { device, framebuffer } = open(info);
        framebuffer.show(surface, info, 'centre');
        const { target } = framebuffer.placement!;
        for (let y = 0; y < info.height; y++) {
          for (let x = 0; x < info.width; x++) {
            const [inX, inY] = [x - target.x, y - target.y];
            const isIn = inX >= 0 && inY >= 0 && inX < target.width && inY < target.height;
            const wanted = rgb(isIn ? surface.pixels[inY * surface.width + inX]! : 0);
            const shown = readPixel(device.memory, info, x, y);
            const lost = [info.red, info.green, info.blue].map(({ length }) => Math.max(0, 8 - length));
            expect(shown).toEqual(wanted.map((value, index) => (value >> lost[index]!) << lost[index]!));
          }
        }
      }),
      { numRuns: 60, seed: 21 },
    );
  });
});

describe('scaling', () => {
  const shownOf = (surface: Surface, width: number, height: number, policy: ScalePolicy) => {
    const info = toInfo('xrgb8888', width, height);
    const { device, framebuffer } = open(info);
    framebuffer.show(surface, info, policy);
    const at = (x: number, y: number) => device.memory.readUInt32LE((y * width + x) * 4);
    return { at, ...framebuffer.placement!, info };
  };

  test('by a whole factor repeats pixels', () => {
    const surface = createSurface(3, 2);
    scribble(surface, 3);
    const { at, target } = shownOf(surface, 10, 6, 'integer');
    expect(target).toEqual({ x: 0, y: 0, width: 9, height: 6 });
    for (let y = 0; y < 6; y++) {
      for (let x = 0; x < 9; x++)
        expect(at(x, y)).toBe(surface.pixels[Math.floor(y / 3) * 3 + Math.floor(x / 3)]);
      expect(at(9, y)).toBe(0);
    }
  });

  test('keeps one colour as it is, whatever the factor', () => {
    fc.assert(
      fc.property(
        size(60),
        size(60),
        size(60),
        size(60),
        fc.integer({ min: 0, max: 0xffffff }),
        (w, h, x, y, pixel) => {
          const surface = createSurface(w, h);
          surface.pixels.fill(pixel);
          const { at, target } = shownOf(surface, x, Math.max(2, y), 'fit');
          for (let row = 0; row < target.height; row++) {
            for (let column = 0; column < target.width; column++) {
              expect(at(target.x + column, target.y + row)).toBe(pixel);
            }
          }
        },
      ),
      { numRuns: 100, seed: 22 },
    );
  });

  test('down is the mean of what a pixel covers: no line is lost', () => {
    const surface = createSurface(300, 200);
    for (let x = 0; x < 300; x++) surface.pixels[101 * 300 + x] = 0xffffff;
    for (let y = 0; y < 200; y++) surface.pixels[y * 300 + 151] = 0xffffff;
    const { at } = shownOf(surface, 100, 66, 'fit');
    const column = Array.from({ length: 66 }, (_, y) => at(20, y) & 0xff);
    const row = Array.from({ length: 99 }, (_, x) => at(x, 10) & 0xff);
    expect(column.reduce((sum, value) => sum + value)).toBeGreaterThan(80);
    expect(row.reduce((sum, value) => sum + value)).toBeGreaterThan(80);
  });

  test('down by 2 is the mean of four', () => {
    const surface = createSurface(4, 4);
    surface.pixels.set([0xff0000, 0x000000, 0x00ff00, 0x00ff00], 0);
    surface.pixels.set([0x0000ff, 0x000000, 0x00ff00, 0x00ff00], 4);
    const { at } = shownOf(surface, 2, 2, 'integer');
    expect(at(0, 0)).toBe(0x400040);
    expect(at(1, 0)).toBe(0x00ff00);
  });

  test('up is close to the exact value between the pixels', () => {
    const surface = createSurface(7, 5);
    scribble(surface, 9);
    const { at, target } = shownOf(surface, 18, 13, 'fit');
    const value = (x: number, y: number, shift: number) => {
      const clamp = (place: number, most: number) => Math.min(Math.max(place, 0), most - 1);
      const [sx, sy] = [((x + 0.5) * 7) / target.width - 0.5, ((y + 0.5) * 5) / target.height - 0.5];
      const [fx, fy] = [Math.floor(sx), Math.floor(sy)];
      const pixel = (px: number, py: number) =>
        (surface.pixels[clamp(py, 5) * 7 + clamp(px, 7)]! >> shift) & 255;
      const top = pixel(fx, fy) * (1 - (sx - fx)) + pixel(fx + 1, fy) * (sx - fx);
      const bottom = pixel(fx, fy + 1) * (1 - (sx - fx)) + pixel(fx + 1, fy + 1) * (sx - fx);
      return top * (1 - (sy - fy)) + bottom * (sy - fy);
    };
    for (let y = 0; y < target.height; y++) {
      for (let x = 0; x < target.width; x++) {
        for (const shift of [0, 8, 16]) {
          expect(
            Math.abs(((at(target.x + x, target.y + y) >> shift) & 255) - value(x, y, shift)),
          ).toBeLessThan(2.1);
        }
      }
    }
  });
});

describe('writes', () => {
  test('a change of one row is two rows, one write', () => {
    const info = toInfo('xrgb8888', 20, 10);
    const { device, framebuffer } = open(info);
    framebuffer.show(createSurface(20, 10), info, 'fit');
    device.writes = 0;
    framebuffer.paint([{ x: 3, y: 9, width: 1, height: 1 }]);
    expect(device.writes).toBe(1);
  });

  test('nothing is shown before something is there to be shown', () => {
    const info = toInfo('rgb565', 20, 10);
    const { device, framebuffer } = open(info);
    framebuffer.paint([{ x: 0, y: 0, width: 5, height: 5 }]);
    expect(device.writes).toBe(0);
    framebuffer.show(undefined, info, 'fit');
    expect(device.memory.every((byte) => byte === 0)).toBe(true);
  });
});
