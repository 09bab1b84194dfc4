import { useEffect, useState } from 'react';
import { useDesk } from './desk.ts';

/** The time, which moves every second while `counts`; else it stands still. */
export function useSeconds(counts: boolean): Date {
  const { clock } = useDesk();
  const [now, setNow] = useState(clock.now);
  useEffect(() => {
    if (!counts) return;
    let cancel = () => {};
    const tick = () => {
      setNow(clock.now());
      cancel = clock.after(1000, tick);
    };
    tick();
    return () => cancel();
  }, [clock, counts]);
  return now;
}
