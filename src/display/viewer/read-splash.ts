import { open } from 'node:fs/promises';
import { PNG } from 'pngjs';
import { createSurface, type Surface } from '../surface.ts';

const maxBytes = 4 * 1024 * 1024;
const maxSide = 4096;
/** What the picture lies on, so that it is not blown up on a large monitor: a third of the height or so for a logo. */
const canvas = { width: 1024, height: 768 } as const;

/** Reads a PNG, and lays it in the middle of a black picture. Throws when it cannot be read, is too large or is none. */
export async function readSplash(path: string): Promise<Surface> {
  await using file = await open(path);
  const { size } = await file.stat();
  if (size > maxBytes) throw new Error(`${path} has ${size} bytes; at most ${maxBytes} are read`);
  const bytes = await file.readFile();
  // Its size is in its first chunk: checked before anything is unpacked.
  if (bytes.length < 24) throw new Error(`${path} is no PNG`);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (width > maxSide || height > maxSide) throw new Error(`${path} is larger than ${maxSide} × ${maxSide}`);
  return toSplash(PNG.sync.read(bytes));
}

/** `data`: red, green, blue, alpha. */
export function toSplash({ width, height, data }: Pick<PNG, 'width' | 'height' | 'data'>): Surface {
  const surface = createSurface(Math.max(canvas.width, width), Math.max(canvas.height, height));
  const left = (surface.width - width) >> 1;
  const top = (surface.height - height) >> 1;
  for (let y = 0, from = 0; y < height; y++) {
    for (let x = 0, to = (top + y) * surface.width + left; x < width; x++, from += 4, to++) {
      const alpha = data[from + 3] ?? 255;
      const part = (offset: number): number => Math.round(((data[from + offset] ?? 0) * alpha) / 255);
      surface.pixels[to] = (part(0) << 16) | (part(1) << 8) | part(2);
    }
  }
  return surface;
}
