import { useEffect, useState } from 'react';
import { addReading, noTraffic, type Traffic } from '../../client/network/traffic.ts';
import { isStale } from '../../client/selectors.ts';
import { useBox, useDesk } from '../desk/desk.ts';
import { toFailure } from '../desk/failure.ts';

const EVERY_MS = 1000;

/** What goes through the NICs, read once a second while the component is there and the backend answers. */
export function useTraffic(): Traffic {
  const { client, clock } = useDesk();
  const stale = useBox(isStale);
  const [traffic, setTraffic] = useState(noTraffic);
  useEffect(() => {
    if (stale) return;
    const life = new AbortController();
    const { signal } = life;
    let cancel = () => {};
    const read = async () => {
      const answer = await client.call('network.get', {}, { signal }).catch((error: unknown) => {
        if (!signal.aborted) toFailure(error);
        return undefined;
      });
      if (signal.aborted) return;
      const atMs = clock.now().getTime();
      // What could not be read is a gap in the graph; why not, the screen's other calls tell.
      setTraffic((before) => addReading(before, answer?.ports ?? [], atMs));
      cancel = clock.after(EVERY_MS, read);
    };
    void read();
    return () => {
      life.abort();
      cancel();
    };
  }, [client, clock, stale]);
  return traffic;
}
