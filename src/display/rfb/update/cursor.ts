import type { Rect } from '../../surface.ts';
import type { Context } from '../context.ts';
import { toProtocolError } from '../errors.ts';
import { MAX_CURSOR_SIDE } from '../limits.ts';
import type { Cursor } from '../listener.ts';
import type { Steps } from '../wire/steps.ts';

/** The pointer's picture: its pixels, and a mask of those that are seen. `x` and `y` are the pixel that points. */
export function* readCursor(context: Context, { x, y, width, height }: Rect): Steps {
  const { reader } = context;
  if (width > MAX_CURSOR_SIDE || height > MAX_CURSOR_SIDE)
    throw toProtocolError(`the pointer is too large: ${width}x${height}`);
  const pixelsLength = width * height * 4;
  const maskLength = Math.ceil(width / 8) * height;
  yield* reader.need(pixelsLength + maskLength);
  const data = reader.take(pixelsLength);
  const mask = reader.take(maskLength);
  const pixels = toPixels(data, mask, width, height);
  context.listener.cursor?.(pixels && { width, height, hotX: x, hotY: y, pixels });
}

/** Undefined when none of them is seen. */
function toPixels(data: Buffer, mask: Buffer, width: number, height: number): Cursor['pixels'] | undefined {
  const pixels = new Uint32Array(width * height);
  const maskStride = Math.ceil(width / 8);
  let isSeen = false;
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const bit = mask[row * maskStride + (column >> 3)]! & (0x80 >> (column & 7));
      if (bit === 0) continue;
      const index = row * width + column;
      pixels[index] = data.readUInt32LE(index * 4) | 0xff000000;
      isSeen = true;
    }
  return isSeen ? pixels : undefined;
}
