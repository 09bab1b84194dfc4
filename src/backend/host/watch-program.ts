import type { Clock } from '../engine/clock.ts';
import type { FollowCommand, Following } from './follow-command.ts';

export interface WatchProgramOptions {
  clock: Clock;
  follow: FollowCommand;
  /** Something may be another; what, its reader finds out. `bytes`: what the program says of it; absent where it has not been heard. */
  onChange(bytes?: Uint8Array): void;
  /** From now on every change is heard. */
  onListening(): void;
  /** The watcher has ended and begins again in `nextInMs`. */
  onFailure(message: string, nextInMs: number): void;
}

/** No program says when it begins to listen. It has by then, on a busy machine too. */
const listensAfterMs = 1000;
const pausesMs = [200, 1000, 5000, 30_000, 60_000];

/**
 * Calls `onChange` for whatever a program says that listens for ever. Also when it begins, and once more when it surely listens: what happened
 * while nobody listened is found by looking. A program that ends is started again, after pauses that grow while it does not last.
 */
export function watchProgram(
  file: string,
  args: readonly string[],
  { clock, follow, onChange, onListening, onFailure }: WatchProgramOptions,
): { stop(): Promise<void> } {
  let following: Following | undefined;
  let failures = 0;
  let cancelTimer = (): void => {};

  const begin = (): void => {
    const began = clock.now().getTime();
    following = follow(file, args, {
      output: onChange,
      end: (message) => {
        cancelTimer();
        following = undefined;
        const longest = pausesMs.at(-1) ?? 0;
        failures = clock.now().getTime() - began > longest ? 1 : failures + 1;
        const pause = pausesMs[Math.min(failures, pausesMs.length) - 1] ?? longest;
        onFailure(message, pause);
        cancelTimer = clock.after(pause, begin);
      },
    });
    cancelTimer = clock.after(listensAfterMs, () => {
      onListening();
      onChange();
    });
    onChange();
  };
  begin();
  return {
    stop: async () => {
      cancelTimer();
      await following?.stop();
    },
  };
}
