import { vi } from 'vitest';

/** Tries until `check` no longer throws. The limit only ends what will never come, before the test's own limit says less. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 15_000, interval: 10 });

/** As `eventually`, for what whole processes do on a busy machine. */
export const patiently = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 60_000, interval: 50 });
