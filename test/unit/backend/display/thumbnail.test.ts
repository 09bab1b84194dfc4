import fc from 'fast-check';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { ScreenshotSlice } from '../../../../src/backend/display/screenshot/slice.ts';
import {
  planThumbnail,
  toThumbnail as scale,
} from '../../../../src/backend/display/screenshot/to-thumbnail.ts';
import { type Actor, mostThumbnail, routes } from '../../../../src/contract/index.ts';
import { ManualClock } from '../../client/manual-clock.ts';
import { notSaving } from './not-saving.ts';

const by: Actor = { seat: 'tty1', role: 'viewer' };

/** The whole work of it. */
function toThumbnail(...what: Parameters<typeof scale>) {
  const steps = scale(...what);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** A picture whose pixels have the given greys, row by row. */
const grey = (width: number, values: number[]) => ({
  width,
  height: values.length / width,
  rgb: Uint8Array.from(values.flatMap((value) => [value, value, value])),
});
const greys = ({ rgb }: { rgb: Uint8Array }) => [...rgb].filter((_, i) => i % 3 === 0);

describe('a picture scaled down', () => {
  test('has the means of whole pixels', () => {
    const picture = grey(4, [0, 10, 100, 200, 20, 30, 0, 100]);
    expect(greys(toThumbnail(picture, { width: 2, height: 1 }))).toEqual([15, 100]);
  });

  test('has the means of parts of pixels, where these do not go into it', () => {
    // The second of three is half in each.
    expect(greys(toThumbnail(grey(3, [0, 90, 240]), { width: 2, height: 1 }))).toEqual([30, 190]);
    const column = { width: 1, height: 3, rgb: grey(3, [0, 90, 240]).rgb };
    expect(greys(toThumbnail(column, { width: 1, height: 2 }))).toEqual([30, 190]);
  });

  test('is made in steps, so that nobody waits for a large one', () => {
    const picture = { width: 1920, height: 1200, rgb: new Uint8Array(1920 * 1200 * 3) };
    expect([...scale(picture, { width: 60, height: 38 })].length).toBeGreaterThan(4);
  });

  test('keeps its colours apart, and is itself at its own size', () => {
    const rgb = Uint8Array.from([255, 0, 10, 0, 255, 20, 7, 8, 9, 1, 2, 3]);
    const picture = { width: 2, height: 2, rgb };
    expect(toThumbnail(picture, { width: 2, height: 2 })).toEqual(picture);
    expect([...toThumbnail(picture, { width: 1, height: 2 }).rgb]).toEqual([128, 128, 15, 4, 5, 6]);
  });

  test.each([
    [
      { width: 1024, height: 768 },
      { width: 60, height: 40 },
      { width: 53, height: 40 },
    ],
    [
      { width: 720, height: 400 },
      { width: 60, height: 40 },
      { width: 60, height: 33 },
    ],
    [
      { width: 8, height: 4 },
      { width: 60, height: 40 },
      { width: 8, height: 4 },
    ],
    [
      { width: 10_000, height: 1 },
      { width: 60, height: 40 },
      { width: 60, height: 1 },
    ],
    [
      { width: 1, height: 1920 },
      { width: 1, height: 2 },
      { width: 1, height: 2 },
    ],
  ])('%j in %j is %j: no larger than wanted or than it is, in its proportions', (picture, most, size) => {
    expect(planThumbnail(picture, most)).toEqual(size);
  });

  const pictures = fc
    .record({ width: fc.integer({ min: 1, max: 23 }), height: fc.integer({ min: 1, max: 17 }) })
    .chain(({ width, height }) =>
      fc
        .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
        .map((rgb) => ({ width, height, rgb })),
    );
  const most = fc.record({ width: fc.integer({ min: 1, max: 30 }), height: fc.integer({ min: 1, max: 30 }) });

  test('never has more than was asked for, and is made of the mean colours of its places', () => {
    fc.assert(
      fc.property(pictures, most, (picture, wanted) => {
        const size = planThumbnail(picture, wanted);
        expect(size.width).toBeLessThanOrEqual(Math.min(wanted.width, picture.width));
        expect(size.height).toBeLessThanOrEqual(Math.min(wanted.height, picture.height));
        const { width, height, rgb } = toThumbnail(picture, size);
        expect({ width, height }).toEqual(size);
        expect(rgb.length).toBe(width * height * 3);
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++)
            for (let part = 0; part < 3; part++) {
              const expected = meanOf(picture, size, x, y, part);
              expect(Math.abs((rgb[(y * width + x) * 3 + part] ?? 0) - expected)).toBeLessThan(0.5001);
            }
      }),
      { numRuns: 60 },
    );
  });
});

/** The mean of what a pixel of the thumbnail covers, by how much of each pixel of the picture that is. */
function meanOf(
  picture: { width: number; height: number; rgb: Uint8Array },
  size: { width: number; height: number },
  x: number,
  y: number,
  part: number,
): number {
  const [scaleX, scaleY] = [picture.width / size.width, picture.height / size.height];
  const covered = (at: number, from: number, scale: number) =>
    Math.max(0, Math.min(at + 1, (from + 1) * scale) - Math.max(at, from * scale));
  let sum = 0;
  for (let row = 0; row < picture.height; row++)
    for (let column = 0; column < picture.width; column++)
      sum +=
        covered(column, x, scaleX) *
        covered(row, y, scaleY) *
        (picture.rgb[(row * picture.width + column) * 3 + part] ?? 0);
  return sum / (scaleX * scaleY);
}

function png(colour: readonly [number, number, number], width = 8, height = 4): Uint8Array {
  const image = new PNG({ width, height });
  for (let at = 0; at < image.data.length; at += 4) image.data.set([...colour, 255], at);
  return PNG.sync.write(image);
}

function start(first: Uint8Array) {
  const clock = new ManualClock();
  const box = { bytes: first, taken: 0 };
  const slice = new ScreenshotSlice({
    clock,
    guestState: () => 'running',
    take: async () => {
      box.taken++;
      await new Promise((resolve) => setImmediate(resolve));
      return { mime: 'image/png', bytes: box.bytes };
    },
    readFonts: async () => [],
    saving: notSaving,
  });
  const ask = async (width = 4, height = 4) =>
    slice.handlers['guest.thumbnail']({ query: { width, height } }, by);
  return { ask, box, clock, slice };
}

describe('a thumbnail of the display', () => {
  test('has the picture in small, and what size that has', async () => {
    const { ask } = start(png([1, 2, 3]));
    expect(routes['guest.thumbnail'].response.parse(await ask())).toEqual({
      time: '2026-03-01T08:00:00.000Z',
      picture: { width: 8, height: 4 },
      width: 4,
      height: 2,
      base64: Buffer.from(Array(8).fill([1, 2, 3]).flat()).toString('base64'),
    });
  });

  test('is made of one picture for all who ask within a moment, whatever they ask for', async () => {
    const { ask, box, clock, slice } = start(png([1, 2, 3]));
    await Promise.all([ask(), ask(2, 2), ask(8, 8)]);
    clock.advance(999);
    await ask(3, 3);
    expect(box.taken).toBe(1);
    clock.advance(1);
    box.bytes = png([9, 9, 9]);
    expect(Buffer.from((await ask(1, 1)).base64, 'base64')[0]).toBe(9);
    expect(box.taken).toBe(2);
    // Who wants the picture itself gets what is there now, and that is good for the others too.
    await slice.handlers['guest.screenshot']({}, by);
    await ask();
    expect(box.taken).toBe(3);
  });

  test('is made of a new picture where the clock was set back', async () => {
    const { ask, box, clock } = start(png([1, 2, 3]));
    await ask();
    clock.advance(-60_000);
    await ask();
    expect(box.taken).toBe(2);
  });

  test('is asked for again after a picture could not be taken, and keeps none for long', async () => {
    const { ask, box, clock, slice } = start(png([1, 2, 3]));
    const { bytes } = box;
    Object.defineProperty(box, 'bytes', {
      get: () => {
        throw new Error('QEMU is gone');
      },
      configurable: true,
    });
    await expect(ask()).rejects.toThrow('QEMU is gone');
    Object.defineProperty(box, 'bytes', { value: bytes });
    await ask();
    expect(box.taken).toBe(2);
    expect(clock.pending).toEqual([30_000]);
    await slice.stop();
    expect(clock.pending).toEqual([]);
  });

  test.each([
    ['that is larger than what is read', png([0, 0, 0], 3841, 2160)],
    ['that is no PNG', Buffer.from('P6 1 1 255 abc')],
  ])('of a picture %s is an error', async (_, bytes) => {
    await expect(start(bytes).ask()).rejects.toMatchObject({ code: 'guest.no-thumbnail' });
  });

  test.each([
    {},
    { width: 0, height: 1 },
    { width: 1, height: -1 },
    { width: 1.5, height: 1 },
    { width: mostThumbnail.width + 1, height: 1 },
    { width: 1, height: mostThumbnail.height + 1 },
    { width: '1e9', height: 1 },
    { width: 1, height: 'x' },
    { width: 1, height: 1, more: 1 },
  ])('is not asked for with %j', (query) => {
    expect(routes['guest.thumbnail'].query.safeParse(query).success).toBe(false);
  });

  test('of the largest size fits into an answer', () => {
    const { width, height } = mostThumbnail;
    expect(routes['guest.thumbnail'].query.parse({ width: String(width), height: String(height) })).toEqual(
      mostThumbnail,
    );
    expect(width * height * 3 * (4 / 3)).toBeLessThan(32 * 2 ** 20);
  });
});
