import type { Rect, Surface } from '../../surface.ts';
import type { Context } from '../context.ts';
import { PSEUDO_ENCODINGS } from '../encodings.ts';
import { toProtocolError } from '../errors.ts';
import { RECT_COST } from '../limits.ts';
import type { Steps } from '../wire/steps.ts';
import type { Decoder } from './decoders.ts';
import type { Dirty } from './dirty.ts';
import { readPseudo } from './pseudo.ts';

/** FramebufferUpdate: paints its rectangles, and tells of them when all are there. */
export function* readUpdate(context: Context, decoders: ReadonlyMap<number, Decoder>, dirty: Dirty): Steps {
  const { reader, requests, budget } = context;
  yield* reader.need(3);
  reader.u8();
  const count = reader.u16();
  const rect = { x: 0, y: 0, width: 0, height: 0 };
  let hasAsked = false;
  dirty.clear();
  for (let n = 0; n < count; n++) {
    if (reader.available < 12) yield* reader.need(12);
    rect.x = reader.u16();
    rect.y = reader.u16();
    rect.width = reader.u16();
    rect.height = reader.u16();
    const encoding = reader.s32();
    if (budget.spend(RECT_COST)) yield 'turn';
    if (encoding === PSEUDO_ENCODINGS.lastRect) break;
    const surface = context.surface!;
    const decoder = decoders.get(encoding);
    if (decoder === undefined) {
      yield* readPseudo(context, encoding, rect);
      if (context.surface !== surface) dirty.clear();
    } else {
      checkWithin(surface, rect);
      // The server can prepare the next picture while this one is painted.
      if (!hasAsked) requests.askAgain();
      hasAsked = true;
      yield* decoder(surface, rect);
      dirty.add(rect);
    }
  }
  if (!hasAsked) requests.askAgain();
  if (!dirty.isEmpty) context.listener.updated(dirty.take());
}

function checkWithin(surface: Surface, { x, y, width, height }: Rect): void {
  if (x + width > surface.width || y + height > surface.height)
    throw toProtocolError(
      `a rectangle of ${width}x${height} at ${x},${y} lies outside the picture of ${surface.width}x${surface.height}`,
    );
}
