import { ABS, BTN, EV, SYN } from './codes.ts';
import { createButtons, MASK, type PointerOutput, type PointerParser } from './pointer-outputs.ts';
import type { Axis } from './tablet.ts';

const PIXELS_PER_MM = 12;
/** A finger that is up again so soon, and hasn't moved, has tapped. */
const TAP_MS = 200;
const TAP_MM = 2;
const SCROLL_MM = 4;
/** More steps in one report than this nobody makes. */
const MOST_STEPS = 20;
/** What a touchpad that says nothing of its size is taken for. */
const USUAL_WIDTH_MM = 100;

interface Touch {
  startMs: number;
  /** Where the finger was at the last report. */
  at: { x: number; y: number } | undefined;
  travelledMm: number;
  mostFingers: number;
}

/** A touchpad: one finger moves the pointer, two turn the wheel, a tap clicks (with two fingers: right). */
export function createTouchpad(x: Axis, y: Axis): PointerParser {
  const buttons = createButtons();
  const unitsX = toUnits(x);
  const unitsY = toUnits(y);
  let position = { x: 0, y: 0 };
  let touching = false;
  let fingers = 1;
  let touch: Touch | undefined;
  /** What is left of a pixel, and of a step of the wheel. */
  let rest = { x: 0, y: 0, wheel: 0 };

  function report(timeMs: number): PointerOutput[] {
    const outputs = touching ? follow(timeMs) : lift(timeMs);
    return [...outputs, ...buttons.changed()];
  }

  function follow(timeMs: number): PointerOutput[] {
    touch ??= { startMs: timeMs, at: undefined, travelledMm: 0, mostFingers: 1 };
    const before = touch.at;
    touch.at = position;
    // The pad reports another finger's place when their number changes: that is no motion.
    if (touch.mostFingers < fingers) {
      touch.mostFingers = fingers;
      return [];
    }
    if (before === undefined) return [];
    const mmX = (position.x - before.x) / unitsX;
    const mmY = (position.y - before.y) / unitsY;
    touch.travelledMm += Math.hypot(mmX, mmY);
    return fingers > 1 ? scroll(mmY) : move(mmX, mmY);
  }

  function move(mmX: number, mmY: number): PointerOutput[] {
    const wantedX = rest.x + mmX * PIXELS_PER_MM;
    const wantedY = rest.y + mmY * PIXELS_PER_MM;
    const dx = Math.trunc(wantedX);
    const dy = Math.trunc(wantedY);
    rest = { ...rest, x: wantedX - dx, y: wantedY - dy };
    return dx === 0 && dy === 0 ? [] : [{ type: 'motion', dx, dy }];
  }

  function scroll(mm: number): PointerOutput[] {
    const wanted = rest.wheel + mm / SCROLL_MM;
    const steps = Math.max(-MOST_STEPS, Math.min(MOST_STEPS, Math.trunc(wanted)));
    rest = { ...rest, wheel: (wanted - steps) % 1 };
    const mask = steps > 0 ? MASK.down : MASK.up;
    return Array.from({ length: Math.abs(steps) }, () => ({ type: 'click', mask }));
  }

  function lift(timeMs: number): PointerOutput[] {
    const ended = touch;
    touch = undefined;
    rest = { x: 0, y: 0, wheel: 0 };
    const isTap = ended && timeMs - ended.startMs <= TAP_MS && ended.travelledMm <= TAP_MM;
    return isTap ? [{ type: 'click', mask: ended.mostFingers > 1 ? MASK.right : MASK.left }] : [];
  }

  return {
    take(event) {
      const { type, code, value, timeMs } = event;
      if (type === EV.SYN && code === SYN.REPORT) return report(timeMs);
      if (type === EV.ABS && code === ABS.X) position = { ...position, x: value };
      else if (type === EV.ABS && code === ABS.Y) position = { ...position, y: value };
      else if (type === EV.KEY && code === BTN.TOUCH) touching = value !== 0;
      else if (type === EV.KEY && code === BTN.TOOL_DOUBLETAP) {
        fingers = value === 0 ? 1 : 2;
        if (touch) touch.at = undefined;
      } else if (type === EV.KEY) {
        buttons.take(event);
        // The pad itself has been pressed down: no tap as well.
        if (touch) touch.travelledMm = Number.POSITIVE_INFINITY;
      }
      return [];
    },
    reset(down) {
      touch = undefined;
      touching = down.includes(BTN.TOUCH);
      fingers = down.includes(BTN.TOOL_DOUBLETAP) ? 2 : 1;
      buttons.reset(down);
      return buttons.changed();
    },
  };
}

function toUnits({ min, max, resolution }: Axis): number {
  return resolution > 0 ? resolution : Math.max(1, (max - min) / USUAL_WIDTH_MM);
}
