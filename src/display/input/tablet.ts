import { ABS, EV, REL, SYN } from './codes.ts';
import { createButtons, MASK, type PointerOutput, type PointerParser } from './pointer-outputs.ts';

/** An axis: `value` is where it is now, `resolution` units in a millimetre, or 0 where the device doesn't say. */
export interface Axis {
  value: number;
  min: number;
  max: number;
  resolution: number;
}

/** Reads `struct input_absinfo`: value, minimum, maximum, fuzz, flat, resolution. */
export function parseAxis(bytes: Buffer): Axis {
  return {
    value: bytes.readInt32LE(0),
    min: bytes.readInt32LE(4),
    max: bytes.readInt32LE(8),
    resolution: Math.max(0, bytes.readInt32LE(20)),
  };
}

/**
 * A device that says where it points: a tablet, a management controller's mouse, or, with `touch`, a screen on which a finger is the left
 * button.
 */
export function createTablet(x: Axis, y: Axis, touch: boolean): PointerParser {
  const buttons = createButtons(touch);
  let position = { x: toShare(x.value, x), y: toShare(y.value, y) };
  let hasMoved = false;
  let clicks: PointerOutput[] = [];

  /** The kernel tells a position once: it comes with each press again, for whoever has not heard it. */
  function report(): PointerOutput[] {
    const pressed = [...buttons.changed(), ...clicks];
    const isTold = hasMoved || pressed.length > 0;
    hasMoved = false;
    clicks = [];
    return isTold ? [{ type: 'position', ...position }, ...pressed] : [];
  }

  return {
    take(event) {
      const { type, code, value } = event;
      if (type === EV.SYN && code === SYN.REPORT) return report();
      if (type === EV.KEY) buttons.take(event);
      else if (type === EV.ABS && code === ABS.X) {
        position = { ...position, x: toShare(value, x) };
        hasMoved = true;
      } else if (type === EV.ABS && code === ABS.Y) {
        position = { ...position, y: toShare(value, y) };
        hasMoved = true;
      } else if (type === EV.REL && code === REL.WHEEL && value !== 0) {
        clicks = [{ type: 'click', mask: value > 0 ? MASK.up : MASK.down }];
      }
      return [];
    },
    reset(down) {
      hasMoved = false;
      clicks = [];
      buttons.reset(down);
      return buttons.changed();
    },
  };
}

/** 0 at one edge, 1 at the other; devices do tell values beyond. */
function toShare(value: number, { min, max }: Axis): number {
  return max > min ? Math.min(1, Math.max(0, (value - min) / (max - min))) : 0;
}
