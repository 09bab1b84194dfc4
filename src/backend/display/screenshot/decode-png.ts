import type { Pixels } from './model.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Types of colour: red, green and blue, or these and alpha. */
const colours = [2, 6];

/**
 * A PNG as QEMU writes it: eight bits, colours, no interlacing. `undefined` for any other, and for one with more than `mostPixels`: its first chunk says
 * both, before anything is unpacked. https://www.w3.org/TR/png-3/
 */
export async function decodePng(bytes: Uint8Array, mostPixels: number): Promise<Pixels | undefined> {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (head.length < 33 || !head.subarray(0, 8).equals(signature)) return undefined;
  const [pixels, isPlain] = [head.readUInt32BE(16) * head.readUInt32BE(20), head[24] === 8 && head[28] === 0];
  if (!isPlain || !colours.includes(head[25] ?? 0) || pixels === 0 || pixels > mostPixels) return undefined;
  // Few ever ask what the display says.
  const { PNG } = await import('pngjs');
  try {
    const { width, height, data } = PNG.sync.read(head);
    return { width, height, rgb: toRgb(data) };
  } catch {
    return undefined;
  }
}

function toRgb(rgba: Uint8Array): Uint8Array {
  const out = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; to < out.length; from += 4) {
    out[to++] = rgba[from] ?? 0;
    out[to++] = rgba[from + 1] ?? 0;
    out[to++] = rgba[from + 2] ?? 0;
  }
  return out;
}
