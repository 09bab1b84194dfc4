/** Milliseconds between tries: the first, doubled each time up to the last. */
export interface Backoff {
  first: number;
  last: number;
}

/** 0.2 s is not felt; 5 s is what somebody in front of the box is willing to wait once the backend is back. */
export const DEFAULT_BACKOFF: Backoff = { first: 200, last: 5000 };

/** Milliseconds to wait after `failures` (1 or more) in a row. */
export const backoffDelay = (failures: number, { first, last }: Backoff): number =>
  Math.min(last, first * 2 ** (failures - 1));

/**
 * Failures in a row after one more. A connection that lived shorter than the longest wait counts as one of the row, so that a
 * backend that dies at once after every start is not hammered.
 */
export const countFailure = (failures: number, livedMs: number, { last }: Backoff): number =>
  livedMs >= last ? 1 : failures + 1;
