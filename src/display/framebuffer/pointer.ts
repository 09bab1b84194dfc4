/** What the mouse pointer looks like. A pixel is 0xAARRGGBB, not multiplied by its alpha; `hotX`, `hotY` is the pixel that points. */
export interface PointerImage {
  width: number;
  height: number;
  hotX: number;
  hotY: number;
  pixels: Uint32Array;
}

/** A pointer, and where on the picture it points. */
export interface Pointer {
  image: PointerImage;
  x: number;
  y: number;
}
