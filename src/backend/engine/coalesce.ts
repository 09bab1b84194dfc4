import type { Clock } from './clock.ts';

/** Runs `fn` at once, then at most every `ms` while it keeps being asked to; the last request is never lost. No timer runs when nothing is asked. */
export interface Coalesced {
  trigger(): void;
  /** Forgets what has been asked for and not yet done. */
  cancel(): void;
}

export function coalesce(clock: Clock, ms: number, fn: () => void): Coalesced {
  let cancelTimer: (() => void) | undefined;
  let asked = false;

  const run = (): void => {
    asked = false;
    cancelTimer = clock.after(ms, () => {
      cancelTimer = undefined;
      if (asked) run();
    });
    fn();
  };

  return {
    trigger: () => {
      if (cancelTimer === undefined) run();
      else asked = true;
    },
    cancel: () => {
      cancelTimer?.();
      cancelTimer = undefined;
      asked = false;
    },
  };
}
