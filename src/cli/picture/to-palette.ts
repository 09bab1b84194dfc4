import type { Rgb } from '../../client/thumbnail/model.ts';

/** A picture with few colours: for each pixel the number of its colour. */
export interface Indexed {
  palette: Rgb[];
  indices: Uint8Array;
}

/** How many bits of red, green and blue tell colours apart: as many as leave at most 256 of them. The last do, whatever the picture. */
const PRECISIONS: readonly Rgb[] = [
  [8, 8, 8],
  [5, 5, 5],
  [4, 4, 4],
  [3, 3, 3],
  [3, 3, 2],
];
const MOST = 256;

/** The pixels of `rgb`, three bytes each, in at most 256 colours. Those that are taken together have their mean. */
export function toPalette(rgb: Uint8Array): Indexed {
  for (const bits of PRECISIONS) {
    const indexed = tryPalette(rgb, bits);
    if (indexed !== undefined) return indexed;
  }
  throw new Error('eight bits make more than 256 colours');
}

function tryPalette(rgb: Uint8Array, [red, green, blue]: Rgb): Indexed | undefined {
  const numbers = new Map<number, number>();
  const sums: [number, number, number, number][] = [];
  const indices = new Uint8Array(Math.floor(rgb.length / 3));
  for (let pixel = 0; pixel < indices.length; pixel++) {
    const [r = 0, g = 0, b = 0] = rgb.subarray(pixel * 3, pixel * 3 + 3);
    const key = ((r >> (8 - red)) << 16) | ((g >> (8 - green)) << 8) | (b >> (8 - blue));
    const number = numbers.get(key) ?? numbers.size;
    if (number === MOST) return undefined;
    numbers.set(key, number);
    const [sumR, sumG, sumB, count] = sums[number] ?? [0, 0, 0, 0];
    sums[number] = [sumR + r, sumG + g, sumB + b, count + 1];
    indices[pixel] = number;
  }
  return { palette: sums.map(([r, g, b, count]): Rgb => [r / count, g / count, b / count]), indices };
}
