export interface OneMore {
  /** Runs once after this moment: at once, or when the run that is under way has ended. */
  trigger(): void;
  /** Resolves when nothing runs. */
  settled(): Promise<void>;
}

/** Runs `fn`, which never throws, one at a time; whoever asks during a run, and however many ask, get one more run after it. */
export function oneMore(fn: () => Promise<void>): OneMore {
  let running: Promise<void> | undefined;
  let again = false;
  const run = async (): Promise<void> => {
    do {
      again = false;
      await fn();
    } while (again);
    running = undefined;
  };
  return {
    trigger: () => {
      if (running === undefined) running = run();
      else again = true;
    },
    settled: () => running ?? Promise.resolve(),
  };
}
