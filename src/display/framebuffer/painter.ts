import type { Rect, Surface } from '../surface.ts';
import type { Band } from './bands.ts';
import { createDirectPainter } from './direct-painter.ts';
import type { ScreenInfo } from './parse-screen-info.ts';
import { isNativeFormat } from './pixel-format.ts';
import type { Placement } from './placement.ts';
import type { Pointer } from './pointer.ts';
import { createShadowPainter } from './shadow-painter.ts';

/** Rows of the device, as they are to be written from row `from` on. */
export interface PaintedRows {
  from: number;
  bytes: Uint8Array;
}

/** Makes the device's rows of a picture, with the pointer over it. */
export interface Painter {
  /** Takes a changed part of the picture in; gives the device's rows that are other ones now. */
  take(rect: Rect): Band;
  /** The device's rows of a band, in one or several parts. Each is to be written before the next is asked for. */
  rows(band: Band): Iterable<PaintedRows>;
}

export interface PainterOptions {
  info: ScreenInfo;
  surface: Surface;
  placement: Placement;
  pointer: () => Pointer | undefined;
}

/** A picture that lies in memory as the device's rows do is written from there; any other is kept as the device has it. */
export function createPainter(options: PainterOptions): Painter {
  const { info, surface, placement } = options;
  const { source, target } = placement;
  const isDirect =
    isNativeFormat(info) &&
    info.stride === surface.width * 4 &&
    source.width === surface.width &&
    source.height === target.height &&
    target.width === info.width &&
    info.xOffset === 0;
  return isDirect ? createDirectPainter(options) : createShadowPainter(options);
}
