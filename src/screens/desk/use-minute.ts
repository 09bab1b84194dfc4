import { useEffect, useState } from 'react';
import type { Clock } from '../../client/clock.ts';

const MINUTE_MS = 60_000;

/** The time, which moves at the turn of each minute. `onMinute` is called then. The only thing that ticks in an idle console. */
export function useMinute(clock: Clock, onMinute: () => void): Date {
  const [now, setNow] = useState(clock.now);
  useEffect(() => {
    let cancel = () => {};
    const wait = () => {
      // A little after the turn: timers may fire a millisecond early.
      const left = MINUTE_MS - (clock.now().getTime() % MINUTE_MS) + 20;
      cancel = clock.after(left, () => {
        setNow(clock.now());
        onMinute();
        wait();
      });
    };
    wait();
    return () => cancel();
  }, [clock, onMinute]);
  return now;
}
