import { useState } from 'react';
import { addReading, noTraffic, type Traffic } from '../../client/network/traffic.ts';
import { useDesk } from '../desk/desk.ts';
import { useEverySecond } from '../desk/use-every-second.ts';

/** What goes through the NICs, read once a second while the component is there and the backend answers. */
export function useTraffic(): Traffic {
  const { clock } = useDesk();
  const [traffic, setTraffic] = useState(noTraffic);
  useEverySecond(
    'traffic',
    (client, options) => client.call('network.get', {}, options),
    (answer) => {
      const atMs = clock.now().getTime();
      // What could not be read is a gap in the graph.
      setTraffic((before) => addReading(before, answer?.ports ?? [], atMs));
    },
  );
  return traffic;
}
