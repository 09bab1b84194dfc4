import { BTN } from './codes.ts';
import type { RawEvent } from './parse-events.ts';

/** What a pointing device has done. Buttons are RFB's mask; a `click` is a press and a release of these. */
export type PointerOutput =
  | { type: 'motion'; dx: number; dy: number }
  | { type: 'position'; x: number; y: number }
  | { type: 'buttons'; mask: number }
  | { type: 'click'; mask: number };

/** Follows one pointing device. What it has done is told at the end of each report, motion before buttons. */
export interface PointerParser {
  take(event: RawEvent): readonly PointerOutput[];
  /** The state of its keys has been read anew, since events were lost. */
  reset(down: readonly number[]): readonly PointerOutput[];
}

export const MASK = { left: 1, middle: 2, right: 4, up: 8, down: 16, wheelLeft: 32, wheelRight: 64 } as const;

const BUTTONS: ReadonlyMap<number, number> = new Map([
  [BTN.LEFT, MASK.left],
  [BTN.MIDDLE, MASK.middle],
  [BTN.RIGHT, MASK.right],
]);

/** The buttons of one device that are down. `touch` says that a touch is the left button. */
export function createButtons(touch = false): {
  take: (event: RawEvent) => void;
  reset: (down: readonly number[]) => void;
  /** The mask, when it is another one than the last time. */
  changed: () => PointerOutput[];
} {
  const down = new Set<number>();
  let told = 0;
  const toMask = (code: number) => BUTTONS.get(code) ?? (touch && code === BTN.TOUCH ? MASK.left : 0);
  return {
    take({ code, value }) {
      if (value === 0) down.delete(code);
      else if (toMask(code) > 0) down.add(code);
    },
    reset(codes) {
      down.clear();
      for (const code of codes) if (toMask(code) > 0) down.add(code);
    },
    changed() {
      const mask = [...down].reduce((sum, code) => sum | toMask(code), 0);
      if (mask === told) return [];
      told = mask;
      return [{ type: 'buttons', mask }];
    },
  };
}
