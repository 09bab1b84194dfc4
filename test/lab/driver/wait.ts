import { setTimeout as delay } from 'node:timers/promises';
import { LabTimeout } from './errors.ts';

export type WaitOptions = {
  /** What is waited for, as it reads after "waited … for". */
  what: string;
  timeoutMs: number;
  intervalMs?: number;
  signal?: AbortSignal | undefined;
  /** What there was instead at the end, for whoever reads of it. */
  instead?: () => string;
};

/**
 * Asks again and again until the answer is neither undefined, null nor false, and returns it.
 * An error of a question is an answer of "not yet"; the last one becomes the cause of the LabTimeout.
 */
export async function waitFor<T>(
  ask: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  { what, timeoutMs, intervalMs = 250, signal, instead }: WaitOptions,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    signal?.throwIfAborted();
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (performance.now() >= end) {
      const detail = last instanceof Error ? ` (${last.message})` : '';
      const found = instead === undefined ? '' : `; there was instead:\n${instead()}`;
      throw new LabTimeout(`waited ${Math.round(timeoutMs / 1000)} s for ${what}${detail}${found}`, {
        cause: last,
      });
    }
    await delay(intervalMs, undefined, { signal });
  }
}
