import type { Picture } from '../driver/ppm.ts';

/** The last row of text of the demo guest counts seconds. */
const movingRows = 32;
/** The largest pointer of virtio-gpu, in pixels each way. */
const pointerSize = 64;

/** Where two pictures are not the same: their sizes, or so many pixels within a rectangle whose edges belong to it. */
export type Difference =
  | { kind: 'size'; own: string; guest: string }
  | { kind: 'pixels'; count: number; left: number; top: number; right: number; bottom: number };

/** Where the monitor's picture and the guest's differ; `undefined` where they do not, but in the moving rows. Pure. */
export function toDifference(own: Picture, guest: Picture): Difference | undefined {
  if (own.width !== guest.width || own.height !== guest.height)
    return { kind: 'size', own: `${own.width}x${own.height}`, guest: `${guest.width}x${guest.height}` };
  const bytes = own.width * (own.height - movingRows) * 3;
  if (own.rgb.subarray(0, bytes).equals(guest.rgb.subarray(0, bytes))) return undefined;
  let count = 0;
  let [left, top, right, bottom] = [own.width, own.height, 0, 0];
  for (let pixel = 0; pixel < bytes / 3; pixel++) {
    const [from, to] = [pixel * 3, pixel * 3 + 3];
    if (own.rgb.compare(guest.rgb, from, to, from, to) === 0) continue;
    const [x, y] = [pixel % own.width, Math.floor(pixel / own.width)];
    count++;
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { kind: 'pixels', count, left, top, right, bottom };
}

/** Whether two pictures may differ by a pointer that one of them is without. Pure. */
export const isOfPointer = (difference: Difference): boolean =>
  difference.kind === 'pixels' &&
  difference.right - difference.left < pointerSize &&
  difference.bottom - difference.top < pointerSize;

export function describeDifference(difference: Difference): string {
  if (difference.kind === 'size') return `${difference.own} for ${difference.guest}`;
  const { count, left, top, right, bottom } = difference;
  return `${count} pixels differ, from ${left},${top} to ${right},${bottom}`;
}
