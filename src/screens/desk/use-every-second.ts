import { useEffect } from 'react';
import type { CallOptions, Client } from '../../client/connection.ts';
import { isStale } from '../../client/selectors.ts';
import { useBox, useDesk } from './desk.ts';
import { toFailure } from './failure.ts';

const EVERY_MS = 1000;

/**
 * Asks once a second while the component is there and the backend answers: for what nothing is told of. `onAnswer` gets `undefined` for what could not be
 * read; why not, the screen's other calls tell. Begins anew with another `key`, and without one nothing is
 * asked. `ask` and `onAnswer` must depend on `key` only.
 */
export function useEverySecond<T>(
  key: string | undefined,
  ask: (client: Client, options: CallOptions) => Promise<T>,
  onAnswer: (answer: T | undefined) => void,
): void {
  const { client, clock } = useDesk();
  const stale = useBox(isStale);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `ask` and `onAnswer` are new with every render
  useEffect(() => {
    if (stale || key === undefined) return;
    const life = new AbortController();
    const { signal } = life;
    let cancel = () => {};
    const read = async () => {
      const answer = await ask(client, { signal }).catch((error: unknown) => {
        if (!signal.aborted) toFailure(error);
        return undefined;
      });
      if (signal.aborted) return;
      onAnswer(answer);
      cancel = clock.after(EVERY_MS, read);
    };
    void read();
    return () => {
      life.abort();
      cancel();
    };
  }, [client, clock, stale, key]);
}
