import type { Rect } from '../../surface.ts';
import { MAX_DIRTY_RECTS } from '../limits.ts';

/** What an update has painted. Its rectangles are used again by the next one. */
export class Dirty {
  readonly #all: Rect[] = [];
  #count = 0;

  /** From MAX_DIRTY_RECTS on, one rectangle surrounds them all. */
  add({ x, y, width, height }: Rect): void {
    if (width === 0 || height === 0) return;
    if (this.#count === MAX_DIRTY_RECTS) this.#unite();
    const rect = this.#all[this.#count] ?? { x: 0, y: 0, width: 0, height: 0 };
    Object.assign(rect, { x, y, width, height });
    this.#all[this.#count++] = rect;
  }

  /** Good until the next `add`. */
  take(): readonly Rect[] {
    const rects = this.#all.slice(0, this.#count);
    this.#count = 0;
    return rects;
  }

  clear(): void {
    this.#count = 0;
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  #unite(): void {
    const rects = this.take();
    const x = Math.min(...rects.map((rect) => rect.x));
    const y = Math.min(...rects.map((rect) => rect.y));
    const right = Math.max(...rects.map((rect) => rect.x + rect.width));
    const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
    this.add({ x, y, width: right - x, height: bottom - y });
  }
}
