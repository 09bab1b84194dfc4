import type { Surface } from '../../surface.ts';
import type { Context } from '../context.ts';
import { checkSize } from '../messages/check-size.ts';
import type { Steps } from '../wire/steps.ts';

/** Gives the picture another size: a black surface, in the memory of the one before where that is large enough. */
export function* resize(context: Context, width: number, height: number): Steps {
  const { surface, options, requests, budget } = context;
  if (surface?.width === width && surface.height === height) return;
  checkSize(width, height, options);
  const next = toSurface(surface?.pixels.buffer, width, height);
  context.surface = next;
  context.listener.resized?.(next);
  requests.setSize(width, height);
  if (budget.spend(width * height)) yield 'turn';
}

/** A server that changes the size again and again doesn't make us collect surfaces. */
function toSurface(memory: ArrayBufferLike | undefined, width: number, height: number): Surface {
  const length = width * height * 4;
  const buffer = memory !== undefined && memory.byteLength >= length ? memory : new ArrayBuffer(length);
  const pixels = new Uint32Array(buffer, 0, width * height).fill(0);
  return { width, height, pixels, bytes: Buffer.from(buffer, 0, length) };
}
