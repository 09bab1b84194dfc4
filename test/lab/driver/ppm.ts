import { PNG } from 'pngjs';

export type Picture = {
  width: number;
  height: number;
  /** Three bytes per pixel, rows from the top. */
  rgb: Buffer;
};

/** A binary PPM file (P6, 8 bits), as QEMU's screendump writes it. Pure. */
export function parsePpm(bytes: Buffer): Picture {
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 64));
  if (header === null) throw new Error('not a binary PPM with 8 bits per channel');
  const width = Number(header[1]);
  const height = Number(header[2]);
  const rgb = bytes.subarray(header[0].length);
  if (rgb.length < width * height * 3) throw new Error('the PPM ends early');
  return { width, height, rgb };
}

/** A PNG file without transparency. Pure. */
export function parsePng(bytes: Buffer): Picture {
  const { width, height, data } = PNG.sync.read(bytes);
  const rgb = Buffer.alloc(width * height * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) data.copy(rgb, to, from, from + 3);
  return { width, height, rgb };
}

/** The picture as a PNG file. Pure. */
export function toPng({ width, height, rgb }: Picture): Buffer {
  const png = new PNG({ width, height, colorType: 2, inputColorType: 2, inputHasAlpha: false, bitDepth: 8 });
  png.data = rgb;
  return PNG.sync.write(png, { colorType: 2, inputColorType: 2, inputHasAlpha: false });
}

/** How many different colours a picture has, and the share of the pixels that have the most frequent one. Pure. */
export function toColourFigures({ width, height, rgb }: Picture): { colours: number; largestShare: number } {
  const counts = new Map<number, number>();
  for (let at = 0; at < width * height * 3; at += 3) {
    const colour = rgb.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return { colours: counts.size, largestShare: Math.max(...counts.values()) / (width * height) };
}
