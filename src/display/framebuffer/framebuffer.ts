import type { Rect, Surface } from '../surface.ts';
import type { System } from '../system/system.ts';
import { type Band, toBands } from './bands.ts';
import { toPointerRect } from './draw-pointer.ts';
import { createPainter, type Painter } from './painter.ts';
import type { ScreenInfo } from './parse-screen-info.ts';
import { createRowMemory } from './pixel-format.ts';
import type { Placement, ScalePolicy, Size } from './placement.ts';
import { planPlacement } from './plan-placement.ts';
import type { Pointer } from './pointer.ts';

/** One framebuffer with the picture that it shows. */
export interface Framebuffer {
  readonly info: ScreenInfo;
  readonly placement: Placement | undefined;
  /** Shows this picture, or black, over the whole of it. `visible` is the part that the monitor has. */
  show(surface: Surface | undefined, visible: Size, policy: ScalePolicy): void;
  paint(rects: readonly Rect[]): void;
  /** Moves the pointer: what was under it and what is under it now is painted anew. */
  setPointer(pointer: Pointer | undefined): void;
}

/** Paints by `write`: it is shown at once, where a mapping of an emulated framebuffer is looked at 20 times a second. */
export function createFramebuffer(system: System, fd: number, info: ScreenInfo): Framebuffer {
  let surface: Surface | undefined;
  let placement: Placement | undefined;
  let painter: Painter | undefined;
  let pointer: Pointer | undefined;

  function write(from: number, bytes: Uint8Array): void {
    system.write(fd, bytes, (info.yOffset + from) * info.stride);
  }

  function paint(rects: readonly Rect[], more: readonly Band[] = []): void {
    if (!surface || !painter) return;
    const { take, rows } = painter;
    const { width, height } = surface;
    const bands = rects.flatMap((rect) => clip(rect, width, height)).map(take);
    for (const band of toBands([...bands, ...more], info.height)) {
      for (const { from, bytes } of rows(band)) write(from, bytes);
    }
  }

  return {
    info,
    get placement() {
      return placement;
    },
    show(next, visible, policy) {
      surface = next;
      painter = undefined;
      placement = undefined;
      if (!next) return write(0, createRowMemory(info.stride * info.height).bytes);
      placement = planPlacement(next, visible, policy);
      painter = createPainter({ info, surface: next, placement, pointer: () => pointer });
      paint([{ x: 0, y: 0, width: next.width, height: next.height }], [{ from: 0, to: info.height }]);
    },
    paint: (rects) => paint(rects),
    setPointer(next) {
      const picture = surface;
      const covered = picture
        ? [pointer, next].flatMap((each) => (each && toPointerRect(each, picture)) ?? [])
        : [];
      pointer = next;
      paint(covered);
    },
  };
}

/** The part of a rectangle that is on the picture. */
function clip({ x, y, width, height }: Rect, right: number, bottom: number): Rect[] {
  const left = Math.max(0, x);
  const top = Math.max(0, y);
  const clipped = {
    x: left,
    y: top,
    width: Math.min(x + width, right) - left,
    height: Math.min(y + height, bottom) - top,
  };
  return clipped.width > 0 && clipped.height > 0 ? [clipped] : [];
}
