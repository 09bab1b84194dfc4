/** A NIC that had to be set up this often within `windowMs` is left alone for a while: somebody else wants it otherwise. */
const freely = 5;
const windowMs = 10 * 60_000;
const firstPauseMs = 1000;
const longestPauseMs = 60_000;

/** When a NIC was set up before, in milliseconds, the oldest first; what is too old to matter is left out. */
export const toRecent = (times: readonly number[], nowMs: number): number[] =>
  times.filter((at) => nowMs - at < windowMs).slice(-freely - 8);

/** Milliseconds until the NIC may be set up again; 0: now. The pause doubles each time. */
export function planPause(times: readonly number[], nowMs: number): number {
  const recent = toRecent(times, nowMs);
  const last = recent.at(-1);
  if (last === undefined || recent.length < freely) return 0;
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (recent.length - freely));
  return Math.max(0, last + pause - nowMs);
}
