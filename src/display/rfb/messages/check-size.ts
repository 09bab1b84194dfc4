import type { RfbOptions } from '../connection.ts';
import { toProtocolError } from '../errors.ts';
import { MAX_PIXELS } from '../limits.ts';

/** Throws for a picture that has no pixels, or more than we have room for. */
export function checkSize(width: number, height: number, { maxPixels }: RfbOptions): void {
  if (width === 0 || height === 0) throw toProtocolError(`the picture is ${width}x${height}`);
  if (width * height > (maxPixels ?? MAX_PIXELS))
    throw toProtocolError(`the picture is too large: ${width}x${height}`);
}
