/** What is kept of the failed attempts of one seat, or of all of them together. */
export interface Failures {
  failures: number;
  /** When the next attempt is accepted, in milliseconds since 1970. */
  nextAttemptMs: number;
}

const firstDelayMs = 1000;
const longestDelayMs = 60_000;
/** Failures that cost no delay: of one seat one slip, of all seats together one more, so that an honest slip on each costs nothing. */
const free = { seat: 1, all: 2 } as const;

/** Milliseconds until the next attempt after so many failures in a row: 1 s, doubled by each further one, up to 60 s. */
export function toDelayMs(failures: number, scope: keyof typeof free): number {
  const counted = failures - free[scope];
  return counted <= 0 ? 0 : Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(counted - 1, 10));
}

/** The failures after one more at `nowMs`. */
export function plusOne(before: Failures, scope: keyof typeof free, nowMs: number): Failures {
  const failures = Math.min(before.failures + 1, 1_000_000);
  return { failures, nextAttemptMs: nowMs + toDelayMs(failures, scope) };
}

/**
 * Milliseconds that are left to wait at `nowMs`. Never more than the delay that the failures stand for: a clock that was set back must not lock
 * the technician out.
 */
export function toWaitMs(
  { failures, nextAttemptMs }: Failures,
  scope: keyof typeof free,
  nowMs: number,
): number {
  return Math.min(Math.max(0, nextAttemptMs - nowMs), toDelayMs(failures, scope));
}
