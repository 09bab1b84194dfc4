import type { Rect, Surface } from '../surface.ts';
import type { RfbError } from './errors.ts';

/** What the pointer looks like, to be drawn by us. */
export interface Cursor {
  width: number;
  height: number;
  /** The pixel that points, from the upper left corner. */
  hotX: number;
  hotY: number;
  /** 0xAARRGGBB, row by row, alpha either 0 or 255. */
  pixels: Uint32Array;
}

/** The lamps of the guest's keyboard. */
export interface Leds {
  scroll: boolean;
  num: boolean;
  caps: boolean;
}

/** One monitor of the server's, as ExtendedDesktopSize tells it. */
export interface Screen extends Rect {
  id: number;
  flags: number;
}

export type SizeRefusal = 'prohibited' | 'out-of-resources' | 'invalid-layout' | 'unknown';

/** Is told what happens, one call after the other, never from within a call of RfbConnection. */
export interface RfbListener {
  /** The handshake is through; the surface is black until the first `updated`. `name` is limited in length, and hostile until `plainText`. */
  connected(info: { name: string; surface: Surface }): void;
  /** A new black surface. The one before is over: its memory may be the new one's. */
  resized?(surface: Surface): void;
  /** One update has been painted into the surface. The list and its rects are good until the call returns. */
  updated(rects: readonly Rect[]): void;
  /** Undefined: the server draws no pointer, or an invisible one. */
  cursor?(cursor: Cursor | undefined): void;
  leds?(leds: Leds): void;
  /** Whether the guest's pointer is a tablet, which takes places; or a mouse, which takes movements (QEMU only). */
  pointerIsAbsolute?(absolute: boolean): void;
  /** The server takes `requestSize`. Told at the beginning, and whenever its screens change. */
  canResize?(screens: readonly Screen[]): void;
  /** It does not take the size that we have asked for. */
  sizeRefused?(why: SizeRefusal): void;
  /** Limited in length, and hostile until `plainText`. */
  renamed?(name: string): void;
  bell?(): void;
  /** The connection is over; nothing is told after it. Undefined: `close` was called. */
  closed(reason: RfbError | undefined): void;
}
