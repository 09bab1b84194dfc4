import type { Rect, Surface } from '../surface.ts';

/** QEMU's font; see `qemu_create_placeholder_surface` in its ui/console.c. */
const glyph = { width: 8, height: 16 } as const;
const white = 0xaaaaaa;
/** "Guest has not initialized the display (yet)." and "Display output is not active." */
const lengths = [44, 29];

/**
 * Whether this is what QEMU itself draws while the guest draws nothing: one line of text in the middle of a black picture. It says what nobody in front of
 * the box should read. A picture of the guest is told from it by its first pixels, nearly always.
 */
export function isPlaceholder({ width, height, pixels }: Surface): boolean {
  const top = Math.floor((Math.floor(height / glyph.height) - 1) / 2) * glyph.height;
  let lit = 0;
  let left = width;
  let right = 0;
  for (let y = 0, at = 0; y < height; y++) {
    const isText = y >= top && y < top + glyph.height;
    for (let x = 0; x < width; x++, at++) {
      const pixel = (pixels[at] ?? 0) & 0xffffff;
      if (pixel === 0) continue;
      if (!isText || pixel !== white) return false;
      lit++;
      if (x < left) left = x;
      if (x > right) right = x;
    }
  }
  if (lit === 0) return false;
  const columns = Math.floor(width / glyph.width);
  return lengths.some((length) => {
    const start = Math.floor((columns - length) / 2) * glyph.width;
    return (
      left >= start &&
      left < start + glyph.width &&
      right < start + length * glyph.width &&
      right >= start + (length - 1) * glyph.width
    );
  });
}

/** Whether an update concerns the whole picture, as one with the placeholder does. */
export const isWhole = ({ width, height }: Surface, rects: readonly Rect[]): boolean =>
  rects.some((rect) => rect.width === width && rect.height === height);
