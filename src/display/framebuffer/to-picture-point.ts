import type { Placement, Size } from './placement.ts';

/**
 * The pixel of the picture that is shown at a place of a monitor; beside the picture, the nearest one.
 *
 * @param monitor what the monitor shows of its framebuffer
 * @param share 0 is the left or upper edge of the monitor, 1 the other one, as tablets and touch screens point
 */
export function toPicturePoint(
  { source, target }: Placement,
  monitor: Size,
  share: { x: number; y: number },
): { x: number; y: number } {
  const along = (
    whole: number,
    place: number,
    start: number,
    length: number,
    from: number,
    pixels: number,
  ) => {
    const at = Math.floor(((place * whole - start) / length) * pixels);
    return from + Math.min(pixels - 1, Math.max(0, at));
  };
  return {
    x: along(monitor.width, share.x, target.x, target.width, source.x, source.width),
    y: along(monitor.height, share.y, target.y, target.height, source.y, source.height),
  };
}
