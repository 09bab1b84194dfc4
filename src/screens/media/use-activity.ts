import { useState } from 'react';
import { isStale } from '../../client/selectors.ts';
import type { Medium } from '../../contract/index.ts';
import { useBox } from '../desk/desk.ts';
import { useEverySecond } from '../desk/use-every-second.ts';

/** What goes to and fro on the disk that is looked at, read once a second while one is and the backend answers. */
export function useActivity(id: string | undefined): Medium['activity'] {
  const [read, setRead] = useState<{ id: string | undefined; activity: Medium['activity'] }>();
  useEverySecond(
    id,
    (client, options) => client.call('media.list', {}, options),
    (answer) => setRead({ id, activity: answer?.media.find((medium) => medium.id === id)?.activity }),
  );
  const stale = useBox(isStale);
  return read?.id === id && !stale ? read?.activity : undefined;
}
