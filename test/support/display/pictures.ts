/** A picture of 0x00RRGGBB pixels. */
export interface Picture {
  width: number;
  height: number;
  pixels: Uint32Array;
}

/** The pixels without the byte that has no colour. */
export function toColours(pixels: Uint32Array): Uint32Array {
  return pixels.map((pixel) => pixel & 0xffffff);
}

/**
 * Something like a desktop: a gradient, windows with a title and lines of text, and a part with noise that no encoding
 * makes smaller. The same for the same arguments.
 */
export function drawDesktop(width: number, height: number, seed = 1): Picture {
  const random = createRandom(seed);
  const pixels = new Uint32Array(width * height);
  const paint = (x: number, y: number, w: number, h: number, toPixel: (x: number, y: number) => number) => {
    for (let row = Math.max(y, 0); row < Math.min(y + h, height); row++)
      for (let column = Math.max(x, 0); column < Math.min(x + w, width); column++)
        pixels[row * width + column] = toPixel(column, row);
  };
  paint(0, 0, width, height, (x, y) => (((x * 255) / width) << 16) | (((y * 255) / height) << 8) | 0x60);
  const windows = 3 + (seed % 3);
  for (let n = 0; n < windows; n++) {
    const [w, h] = [Math.floor(width * 0.45), Math.floor(height * 0.4)];
    const [x, y] = [Math.floor(random() * (width - w)), Math.floor(random() * (height - h))];
    const ink = Math.floor(random() * 0x808080);
    paint(x, y, w, h, () => 0xf0f0f0);
    paint(x, y, w, 16, () => 0x2050a0 + n);
    for (let line = y + 22; line < y + h - 12; line += 12)
      for (let letter = x + 6; letter < x + w - 40 - random() * w * 0.3; letter += 7)
        paint(letter, line, 5, 8, () => (random() < 0.45 ? ink : 0xf0f0f0));
  }
  const [w, h] = [Math.min(Math.floor(width / 6), 300), Math.min(Math.floor(height / 6), 200)];
  paint(width - w - 5, height - h - 5, w, h, () => Math.floor(random() * 0x1000000));
  paint(5, height - h - 5, w, h, (x, y) => ((x + y) % 2 === 0 ? 0xffffff : 0));
  paint(w + 10, height - h - 5, w, h, (x, y) => 0x30_10_05 * ((x >> 2) % 5) + ((y >> 3) % 3));
  return { width, height, pixels };
}

/** Numbers from 0 to 1 that look random (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
