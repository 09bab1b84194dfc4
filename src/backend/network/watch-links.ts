import type { Clock } from '../engine/clock.ts';
import type { FollowCommand, Following } from '../host/follow-command.ts';

export interface WatchLinksOptions {
  clock: Clock;
  follow: FollowCommand;
  /** Something about the links may be another; what, their reader finds out. */
  onChange(): void;
  /** From now on every change is heard. */
  onListening(): void;
  /** The watcher has ended and begins again in `nextInMs`. */
  onFailure(message: string, nextInMs: number): void;
}

/** `link` and `address` are what the kernel says of links and of the addresses on them; `netconf` tells of settings below /proc/sys/net. */
const monitor = ['-oneline', 'monitor', 'link', 'address', 'netconf'];
/** `ip` says nothing when it begins to listen. It has by then, on a busy machine too. */
const listensAfterMs = 1000;
const pausesMs = [200, 1000, 5000, 30_000, 60_000];

/**
 * Calls `onChange` for whatever the kernel says about links. Also when the watcher begins, and once more when it surely listens: what happened
 * while nobody listened is found by looking. A watcher that ends is started again, after pauses that grow while it does not last.
 */
export function watchLinks({ clock, follow, onChange, onListening, onFailure }: WatchLinksOptions): {
  stop(): Promise<void>;
} {
  let following: Following | undefined;
  let failures = 0;
  let cancelTimer = (): void => {};

  const begin = (): void => {
    const began = clock.now().getTime();
    following = follow('ip', monitor, {
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
