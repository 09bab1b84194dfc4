import { vi } from 'vitest';

/** Waits until `read` gives something. */
export function eventually<T>(read: () => T | undefined): Promise<T> {
  return vi.waitFor(
    () => {
      const value = read();
      if (value === undefined) throw new Error('it has not happened yet');
      return value;
    },
    { timeout: 10_000, interval: 2 },
  );
}

/** Waits until `read` has given the same for a tenth of a second. */
export async function settled(read: () => number): Promise<void> {
  let last = Number.NaN;
  for (let same = 0; same < 10; same++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    const now = read();
    if (now !== last) same = 0;
    last = now;
  }
}
