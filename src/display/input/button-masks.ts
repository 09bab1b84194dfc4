/**
 * The buttons of all devices together. A button that was down when the listener stopped hearing, or when all were released, counts again
 * when it is pressed anew.
 */
export interface ButtonMasks {
  readonly told: number;
  /** Gives the mask of all devices when it has changed. */
  take(device: string, mask: number): number | undefined;
  /** Releases all; gives 0 when something was down. */
  release(): number | undefined;
  remove(device: string): number | undefined;
}

export function createButtonMasks(): ButtonMasks {
  const down = new Map<string, number>();
  const muted = new Map<string, number>();
  let told = 0;

  function changed(): number | undefined {
    let mask = 0;
    for (const [device, buttons] of down) mask |= buttons & ~(muted.get(device) ?? 0);
    if (mask === told) return undefined;
    told = mask;
    return mask;
  }

  return {
    get told() {
      return told;
    },
    take(device, mask) {
      down.set(device, mask);
      muted.set(device, (muted.get(device) ?? 0) & mask);
      return changed();
    },
    release() {
      for (const [device, buttons] of down) muted.set(device, buttons);
      return changed();
    },
    remove(device) {
      down.delete(device);
      muted.delete(device);
      return changed();
    },
  };
}
