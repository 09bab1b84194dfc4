/** A part of a surface, in pixels, from its upper left corner. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * The picture of a remote screen in memory. A pixel is 0x00RRGGBB (DRM's XRGB8888), rows follow one another without padding, and
 * `pixels` and `bytes` are two views of the same memory (bytes: blue, green, red, unused).
 */
export interface Surface {
  width: number;
  height: number;
  pixels: Uint32Array;
  bytes: Buffer;
}

/** A black surface. Sizes are pixels and at least 1; whoever calls has checked them against his limit. */
export function createSurface(width: number, height: number): Surface {
  const memory = new ArrayBuffer(width * height * 4);
  return { width, height, pixels: new Uint32Array(memory), bytes: Buffer.from(memory) };
}
