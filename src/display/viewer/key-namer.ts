import type { Leds } from '../input/inputs.ts';
import { toKeysym } from '../input/keysym.ts';
import { createLockState } from '../input/lock-state.ts';
import { toQnum } from '../input/qnum.ts';
import type { Key } from '../rfb/connection.ts';

/** Names the keys that go to the guest as RFB does: what a key of the number pad means depends on the lock keys before it. */
export interface KeyNamer {
  /** Undefined for a key that QEMU does not know. */
  toKey(code: number, down: boolean): Key | undefined;
  leds(leds: Leds): void;
}

export function createKeyNamer(): KeyNamer {
  const lock = createLockState();
  const held = new Set<number>();
  return {
    toKey(code, down) {
      const [qnum, keysym] = [toQnum(code), toKeysym(code, lock.state)];
      if (qnum === 0) return undefined;
      if (!down || !held.has(code)) lock.key(code, down);
      if (down) held.add(code);
      else held.delete(code);
      return { qnum, keysym };
    },
    leds: lock.leds,
  };
}
