import { KEY } from './codes.ts';
import type { Leds } from './inputs.ts';
import type { KeysymState } from './keysym.ts';

/** What the server takes the lock keys and Shift for: as a keyboard's lamps tell it, and by the keys that have gone to it since. */
export interface LockState {
  readonly state: KeysymState;
  /** A key is about to be sent; not for repeats of the lock keys, which nobody counts. */
  key(code: number, down: boolean): void;
  leds(leds: Leds): void;
}

/** Follows QEMU, which knows of a lock key by its presses until the guest sets the lamps. */
export function createLockState(): LockState {
  let num = false;
  let caps = false;
  const shifts = new Set<number>();
  return {
    get state() {
      return { num, caps, shift: shifts.size > 0 };
    },
    key(code, down) {
      if (code === KEY.CAPSLOCK && down) caps = !caps;
      else if (code === KEY.NUMLOCK && down) num = !num;
      else if (code !== KEY.LEFTSHIFT && code !== KEY.RIGHTSHIFT) return;
      else if (down) shifts.add(code);
      else shifts.delete(code);
    },
    leds(leds) {
      num = leds.num;
      caps = leds.caps;
    },
  };
}
