import type { HotKey } from './hot-key.ts';
import { MODIFIERS } from './key-names.ts';

/** What becomes of a key: it is `pass`ed on, or it was the last one of a hot-key. */
export type HotKeyVerdict = 'pass' | 'fire';

/** Recognises hot-keys among all keys of all keyboards, whoever has these. */
export interface HotKeyFilter {
  /** `value` is the kernel's: 0 released, 1 pressed, 2 repeated. */
  take(device: string, code: number, value: number): HotKeyVerdict;
  /** All keys of a device are up, since it has gone or been looked at anew; `still` are the ones that are down. */
  reset(device: string, still?: readonly number[]): void;
  /** The hot-key whose keys are being held now: another object after each key that goes down or up. */
  readonly held: { holdMs: number } | undefined;
}

const isModifier = (code: number): boolean => MODIFIERS.has(code);

export function createHotKeyFilter(hotKeys: readonly HotKey[]): HotKeyFilter {
  const down = new Map<string, Set<number>>();
  let held: { holdMs: number } | undefined;

  function all(): Set<number> {
    return new Set([...down.values()].flatMap((codes) => [...codes]));
  }

  /** Whether these keys are down, and of the others none that counts: a modifier more is another hot-key. */
  function isDown(
    keys: HotKey['keys'],
    codes: ReadonlySet<number>,
    counts: (code: number) => boolean,
  ): boolean {
    return (
      keys.every((place) => place.some((code) => codes.has(code))) &&
      [...codes].every((code) => keys.some((place) => place.includes(code)) || !counts(code))
    );
  }

  function look(): void {
    const codes = all();
    const found = hotKeys.find(({ keys, holdMs }) => holdMs !== undefined && isDown(keys, codes, () => true));
    held = found?.holdMs === undefined ? undefined : { holdMs: found.holdMs };
  }

  return {
    get held() {
      return held;
    },
    take(device, code, value) {
      if (value === 2) return 'pass';
      const codes = down.get(device) ?? new Set();
      down.set(device, codes);
      if (value === 1) codes.add(code);
      else codes.delete(code);
      look();
      const pressed = all();
      const isFired = hotKeys.some(
        ({ keys, holdMs }) =>
          holdMs === undefined && keys.at(-1)?.includes(code) && isDown(keys, pressed, isModifier),
      );
      return value === 1 && isFired ? 'fire' : 'pass';
    },
    reset(device, still = []) {
      down.set(device, new Set(still));
      look();
    },
  };
}
