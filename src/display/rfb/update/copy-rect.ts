import type { Context } from '../context.ts';
import { toProtocolError } from '../errors.ts';
import type { Decoder } from './decoders.ts';
import { copyRect } from './painting.ts';

/** What is on the screen already, at another place. */
export function createCopyRect({ reader, budget }: Context): Decoder {
  return function* (surface, rect) {
    yield* reader.need(4);
    const [x, y] = [reader.u16(), reader.u16()];
    if (x + rect.width > surface.width || y + rect.height > surface.height)
      throw toProtocolError(`a copy is made from outside the picture: ${x},${y}`);
    copyRect(surface, x, y, rect);
    if (budget.spend(rect.width * rect.height)) yield 'turn';
  };
}
