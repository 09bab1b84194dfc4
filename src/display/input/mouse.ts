import { EV, REL, SYN } from './codes.ts';
import { createButtons, MASK, type PointerOutput, type PointerParser } from './pointer-outputs.ts';

/** More steps of a wheel in one report than this nobody turns. */
const MOST_STEPS = 20;

/** A mouse, a trackball, a pointing stick: relative motion is summed up until the report ends. */
export function createMouse(): PointerParser {
  const buttons = createButtons();
  let dx = 0;
  let dy = 0;
  let clicks: PointerOutput[] = [];

  function turn(steps: number, forward: number, back: number): void {
    const count = Math.min(Math.abs(steps), MOST_STEPS);
    clicks.push(
      ...Array.from({ length: count }, () => ({ type: 'click' as const, mask: steps > 0 ? forward : back })),
    );
  }

  function report(): PointerOutput[] {
    const motion: PointerOutput[] = dx === 0 && dy === 0 ? [] : [{ type: 'motion', dx, dy }];
    const outputs = [...motion, ...buttons.changed(), ...clicks];
    dx = 0;
    dy = 0;
    clicks = [];
    return outputs;
  }

  return {
    take(event) {
      const { type, code, value } = event;
      if (type === EV.SYN && code === SYN.REPORT) return report();
      if (type === EV.KEY) buttons.take(event);
      else if (type === EV.REL && code === REL.X) dx += value;
      else if (type === EV.REL && code === REL.Y) dy += value;
      else if (type === EV.REL && code === REL.WHEEL) turn(value, MASK.up, MASK.down);
      else if (type === EV.REL && code === REL.HWHEEL) turn(value, MASK.wheelRight, MASK.wheelLeft);
      return [];
    },
    reset(down) {
      dx = 0;
      dy = 0;
      clicks = [];
      buttons.reset(down);
      return buttons.changed();
    },
  };
}
