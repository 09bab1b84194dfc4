/**
 * Which keys the listener knows to be down. What is down on a device and was never told, or has been told as released while it was still
 * held, stays untold until it is pressed anew.
 */
export interface HeldKeys {
  /** `value` is the kernel's: 0 released, 1 pressed, 2 repeated. Gives what is to be told. */
  take(device: string, code: number, value: number): { down: boolean } | undefined;
  /** Which keys are to be told as released: all, those of one device, or those that are not among the `still` down ones. */
  release(device?: string, still?: readonly number[]): { device: string; code: number }[];
}

export function createHeldKeys(): HeldKeys {
  const held = new Map<string, Set<number>>();

  function of(device: string): Set<number> {
    const keys = held.get(device) ?? new Set();
    held.set(device, keys);
    return keys;
  }

  return {
    take(device, code, value) {
      const keys = of(device);
      if (value === 1) keys.add(code);
      else if (!keys.has(code)) return undefined;
      else if (value === 0) keys.delete(code);
      return { down: value !== 0 };
    },
    release(device, still = []) {
      const devices = device === undefined ? [...held.keys()] : [device];
      return devices.flatMap((each) => {
        const gone = [...of(each)].filter((code) => !still.includes(code));
        for (const code of gone) of(each).delete(code);
        if (of(each).size === 0) held.delete(each);
        return gone.map((code) => ({ device: each, code }));
      });
    },
  };
}
