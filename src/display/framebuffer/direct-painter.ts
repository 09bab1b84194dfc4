import type { Rect } from '../surface.ts';
import { type Band, splitBand } from './bands.ts';
import { createRowSource, toPointerRect } from './draw-pointer.ts';
import type { PaintedRows, Painter, PainterOptions } from './painter.ts';
import { createRowMemory, type RowMemory } from './pixel-format.ts';

/** Writes rows from the picture's own memory. Only the few under the pointer are made elsewhere. */
export function createDirectPainter({ info, surface, placement, pointer }: PainterOptions): Painter {
  const { target } = placement;
  const readRow = createRowSource(surface, pointer);
  let black: RowMemory | undefined;
  let composed = createRowMemory(0);

  function compose({ from, to }: Band): Uint8Array {
    const byteLength = (to - from) * info.stride;
    if (composed.bytes.length < byteLength) composed = createRowMemory(byteLength);
    for (let y = from; y < to; y++) composed.words.set(readRow(y - target.y), (y - from) * surface.width);
    return composed.bytes.subarray(0, byteLength);
  }

  function* rows(band: Band): Iterable<PaintedRows> {
    for (const part of splitBand(band, { from: target.y, to: target.y + target.height })) {
      if (part.inside) yield* picture(part);
      else {
        black ??= createRowMemory(Math.max(target.y, info.height - target.y - target.height) * info.stride);
        yield { from: part.from, bytes: black.bytes.subarray(0, (part.to - part.from) * info.stride) };
      }
    }
  }

  function* picture(band: Band): Iterable<PaintedRows> {
    const current = pointer();
    const rect = current && toPointerRect(current, surface);
    const covered = rect
      ? { from: rect.y + target.y, to: rect.y + rect.height + target.y }
      : { from: 0, to: 0 };
    for (const part of splitBand(band, covered)) {
      const bytes = part.inside
        ? compose(part)
        : surface.bytes.subarray((part.from - target.y) * info.stride, (part.to - target.y) * info.stride);
      yield { from: part.from, bytes };
    }
  }

  return {
    take: ({ y, height }: Rect) => ({
      from: y + target.y,
      to: Math.min(y + height, target.height) + target.y,
    }),
    rows,
  };
}
