import { useEffect, useState } from 'react';
import type { CallOptions, Client } from '../../client/connection.ts';
import { isStale } from '../../client/selectors.ts';
import { useBox, useDesk } from './desk.ts';

/** What was fetched, why it could not be, or nothing yet. */
export type Fetched<T> = { value: T } | { error: string } | undefined;

/**
 * What a call answers, asked when the component appears and again whenever `key` changes; not while the backend is lost. What was
 * fetched for another key is not shown; with the same key, an answer stays until the next one is there. `ask` must depend on `key` only.
 */
export function useFetched<T>(
  key: string,
  revision: unknown,
  ask: (client: Client, options: CallOptions) => Promise<T>,
): Fetched<T> {
  const { client } = useDesk();
  const stale = useBox(isStale);
  const [answer, setAnswer] = useState<{ key: string; fetched: Fetched<T> }>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `ask` is new with every render; a new revision says that there is more to ask
  useEffect(() => {
    if (stale) return;
    const life = new AbortController();
    ask(client, { signal: life.signal }).then(
      (value) => life.signal.aborted || setAnswer({ key, fetched: { value } }),
      (error: Error) => life.signal.aborted || setAnswer({ key, fetched: { error: error.message } }),
    );
    return () => life.abort();
  }, [client, key, revision, stale]);
  return answer?.key === key ? answer.fetched : undefined;
}
