import type { Line } from '../text/line.ts';

/** The offset that is nearest to the wanted one and leaves no empty line at the end. */
export const clampOffset = (offset: number, count: number, height: number): number =>
  Math.max(0, Math.min(offset, count - height));

/** The offset that shows a line: the present one where it is visible already, else with the line a third from the top. */
export const revealOffset = (line: number, offset: number, height: number): number =>
  line >= offset && line < offset + height ? offset : Math.max(0, line - Math.floor(height / 3));

/**
 * The last column beside a window of `height` lines: where the window is in all of them. Empty when everything is visible.
 */
export function renderBar(offset: number, count: number, height: number): Line[] {
  if (count <= height || height < 1) return [];
  const size = Math.max(1, Math.round((height * height) / count));
  const from = Math.round((offset / (count - height)) * (height - size));
  return Array.from({ length: height }, (_, y) =>
    y >= from && y < from + size ? [{ text: '█', tone: 'plain' }] : [{ text: '│', tone: 'dim' }],
  );
}
