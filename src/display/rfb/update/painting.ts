import type { Rect, Surface } from '../../surface.ts';

/**
 * Fills a part of a picture whose rows have `stride` pixels; `corner` is its first one. Whoever calls has checked that
 * it lies within. For few pixels a loop is faster than a call of TypedArray's fill.
 */
export function fill(
  pixels: Uint32Array,
  stride: number,
  corner: number,
  width: number,
  height: number,
  pixel: number,
): void {
  if (width > 64) {
    for (let row = 0, from = corner; row < height; row++, from += stride)
      pixels.fill(pixel, from, from + width);
  } else {
    for (let row = 0, from = corner; row < height; row++, from += stride)
      for (let to = from; to < from + width; to++) pixels[to] = pixel;
  }
}

/** Copies a part of the surface onto another one, which may overlap it. */
export function copyRect(
  { pixels, width: stride }: Surface,
  fromX: number,
  fromY: number,
  { x, y, width, height }: Rect,
): void {
  const isDownwards = fromY < y;
  for (let n = 0; n < height; n++) {
    const row = isDownwards ? height - 1 - n : n;
    const from = (fromY + row) * stride + fromX;
    pixels.copyWithin((y + row) * stride + x, from, from + width);
  }
}
