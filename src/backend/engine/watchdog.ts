import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

export interface WatchdogOptions {
  clock: Clock;
  log: Log;
  everyMs: number;
  /** Whether the backend can still do its work; throwing counts as no. */
  isHealthy(): boolean;
  ping(): void;
}

/**
 * Says at once and then every `everyMs` that the backend lives, as long as it does: that the timer fires proves the event loop, `isHealthy` the
 * rest. Without a ping systemd ends the backend and starts it again. The returned function ends it.
 */
export function startWatchdog({ clock, log, everyMs, isHealthy, ping }: WatchdogOptions): () => void {
  let cancel = (): void => {};
  const beat = (): void => {
    cancel = clock.after(everyMs, beat);
    try {
      if (isHealthy()) ping();
      else log.error('The backend is stuck: its work does not go on');
    } catch (error) {
      log.error('The backend is stuck: its store does not answer', { error });
    }
  };
  beat();
  return () => cancel();
}
