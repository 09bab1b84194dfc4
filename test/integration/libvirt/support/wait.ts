import { vi } from 'vitest';

/** Waits until `read` gives something. */
export function eventually<T>(read: () => T | undefined): Promise<T> {
  return vi.waitFor(
    () => {
      const value = read();
      if (value === undefined) throw new Error('it has not happened yet');
      return value;
    },
    { timeout: 60_000, interval: 10 },
  );
}
