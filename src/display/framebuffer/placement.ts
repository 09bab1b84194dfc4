/** How a picture comes onto a monitor of another size; the policy says which. */
export type ScalePolicy = 'fit' | 'integer' | 'centre';

/** Pixels. */
export interface Size {
  width: number;
  height: number;
}

/**
 * Where a picture lies on a monitor. The part `source` of it fills the part `target` of the monitor; when both have the same size, pixel
 * by pixel.
 */
export interface Placement {
  source: { x: number; y: number; width: number; height: number };
  target: { x: number; y: number; width: number; height: number };
}
