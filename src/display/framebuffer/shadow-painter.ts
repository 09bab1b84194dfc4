import type { Rect } from '../surface.ts';
import type { Band } from './bands.ts';
import { createRowSource } from './draw-pointer.ts';
import type { Painter, PainterOptions } from './painter.ts';
import { createRowMemory, toRowWriter } from './pixel-format.ts';
import { createScaler } from './scaler.ts';

/** Keeps what the device shows, scaled and in the device's format, and makes only the changed parts of it anew. */
export function createShadowPainter({ info, surface, placement, pointer }: PainterOptions): Painter {
  const { target } = placement;
  const shadow = createRowMemory(info.stride * info.height);
  const scaler = createScaler(placement, createRowSource(surface, pointer));
  const writeRow = toRowWriter(info);
  const scaled = new Uint32Array(target.width);
  const bytesPerPixel = info.bitsPerPixel / 8;

  return {
    take(rect: Rect): Band {
      const [left, right] = scaler.columns(rect.x, rect.x + rect.width);
      const [top, bottom] = scaler.rows(rect.y, rect.y + rect.height);
      scaler.forget();
      for (let y = top; y < bottom; y++) {
        scaler.row(y, left, right, scaled);
        const offset = (target.y + y) * info.stride + (info.xOffset + target.x + left) * bytesPerPixel;
        writeRow(scaled, left, right - left, shadow, offset);
      }
      return { from: target.y + top, to: target.y + bottom };
    },
    *rows({ from, to }: Band) {
      yield { from, bytes: shadow.bytes.subarray(from * info.stride, to * info.stride) };
    },
  };
}
