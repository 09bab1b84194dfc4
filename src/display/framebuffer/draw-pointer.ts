import type { Rect, Surface } from '../surface.ts';
import type { Pointer } from './pointer.ts';
import type { RowSource } from './scaler.ts';

/** The part of the picture that the pointer covers, or nothing where it is beside it. */
export function toPointerRect({ image, x, y }: Pointer, surface: Surface): Rect | undefined {
  const left = Math.max(0, x - image.hotX);
  const top = Math.max(0, y - image.hotY);
  const right = Math.min(surface.width, x - image.hotX + image.width);
  const bottom = Math.min(surface.height, y - image.hotY + image.height);
  return right > left && bottom > top
    ? { x: left, y: top, width: right - left, height: bottom - top }
    : undefined;
}

/** The rows of a picture with the pointer over it. The surface itself is not touched; `pointer` is asked for at each row. */
export function createRowSource(surface: Surface, pointer: () => Pointer | undefined): RowSource {
  const { width, pixels } = surface;
  const drawn = new Uint32Array(width);
  return (y) => {
    const row = pixels.subarray(y * width, (y + 1) * width);
    const current = pointer();
    const rect = current && toPointerRect(current, surface);
    if (!current || !rect || y < rect.y || y >= rect.y + rect.height) return row;
    drawn.set(row);
    drawPointerRow(current, rect, y, drawn);
    return drawn;
  };
}

function drawPointerRow({ image, x, y }: Pointer, rect: Rect, row: number, out: Uint32Array): void {
  const from = (row - (y - image.hotY)) * image.width - (x - image.hotX);
  for (let at = rect.x; at < rect.x + rect.width; at++) {
    const pixel = image.pixels[from + at]!;
    const alpha = pixel >>> 24;
    if (alpha === 255) out[at] = pixel & 0xffffff;
    else if (alpha > 0) out[at] = mix(pixel, out[at]!, alpha + (alpha >>> 7));
  }
}

/** `share` is of 256. */
function mix(over: number, under: number, share: number): number {
  const rest = 256 - share;
  const redBlue = Math.imul(over & 0xff00ff, share) + Math.imul(under & 0xff00ff, rest);
  const green = Math.imul((over >>> 8) & 0xff, share) + Math.imul((under >>> 8) & 0xff, rest);
  return ((redBlue >>> 8) & 0xff00ff) | (green & 0xff00);
}
