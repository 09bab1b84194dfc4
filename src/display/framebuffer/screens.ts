import type { Rect, Surface } from '../surface.ts';
import type { Monitor } from './monitors.ts';
import type { Placement, ScalePolicy } from './placement.ts';
import type { Pointer } from './pointer.ts';

/** One framebuffer, as far as others care. */
export interface ScreenFacts {
  /** Such as `fb0`. */
  name: string;
  /** The driver's own name of it, raw text. */
  driver: string;
  /** The part that the monitor shows, pixels. */
  width: number;
  height: number;
  bitsPerPixel: number;
  placement: Placement | undefined;
}

/**
 * All monitors of the box. Each shows the same picture, placed for its own size. There may be none: then painting does nothing, and
 * `changed` tells when one comes.
 */
export interface Screens {
  list(): readonly ScreenFacts[];
  /** The connectors of all cards, with and without a monitor. */
  monitors(): readonly Monitor[];
  /** Shows another picture (or nothing), whole: clears what is beside it. Also to be called after the VT has come to the front. */
  show(surface: Surface | undefined): void;
  /** These parts of the picture have changed. */
  paint(rects: readonly Rect[]): void;
  /** Draws the pointer over the picture, or none; the surface stays as it is. */
  setPointer(pointer: Pointer | undefined): void;
  setPolicy(policy: ScalePolicy): void;
  /**
   * Whether painting reaches the monitors. While the console is shown it must not: the framebuffer is the same. Painting again begins with
   * the whole picture.
   */
  setActive(active: boolean): void;
  /** Switches the monitors off (DPMS), or on again. */
  blank(off: boolean): void;
  close(): void;
}

export interface ScreensOptions {
  policy: ScalePolicy;
  /** Framebuffers have come, gone, or have another size; or monitors have been plugged in or out. */
  changed: (screens: readonly ScreenFacts[]) => void;
  failed: (error: Error) => void;
}
