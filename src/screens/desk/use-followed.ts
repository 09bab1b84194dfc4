import { useEffect, useRef, useState } from 'react';
import type { CallOptions, Client } from '../../client/connection.ts';
import { isStale } from '../../client/selectors.ts';
import { useBox, useDesk } from './desk.ts';
import { type Fetched, useFetched } from './use-fetched.ts';

const EVERY_MS = 2000;
/** Whoever has gone away leaves the screen as it is: the box must not work for nobody. */
const LONGEST_MS = 10 * 60_000;

export interface Followed<T> {
  fetched: Fetched<T>;
  /** Goes on, where nothing was asked for any more because it has been shown for so long. */
  goOn: (() => void) | undefined;
}

/**
 * What a call answers, asked again and again at a rate that fits the line: not before the answer is on the screen, and then after a rest that is as long as
 * that has taken, so that half of the line's time is left for what is typed; at most every two seconds, and for ten minutes. `key` and `ask` as of `useFetched`.
 */
export function useFollowed<T>(
  key: string,
  ask: (client: Client, options: CallOptions) => Promise<T>,
): Followed<T> {
  const { clock, terminal } = useDesk();
  const stale = useBox(isStale);
  const readMs = () => clock.now().getTime();
  const [turn, setTurn] = useState(0);
  const [since, setSince] = useState(readMs);
  const [isOver, setOver] = useState(false);
  const askedMs = useRef(0);
  const fetched = useFetched(key, turn, (client, options) => {
    askedMs.current = readMs();
    return ask(client, options);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is drawn, and the next one asked for, once
  useEffect(() => {
    if (fetched === undefined || stale || isOver) return;
    let cancel = () => {};
    const stop = terminal.whenShown(() => {
      if (readMs() - since >= LONGEST_MS) return setOver(true);
      cancel = clock.after(planRest(readMs() - askedMs.current), () => setTurn((last) => last + 1));
    });
    return () => {
      stop();
      cancel();
    };
  }, [clock, terminal, fetched, stale, isOver]);

  const goOn = () => {
    setSince(readMs());
    setOver(false);
    setTurn((last) => last + 1);
  };
  return { fetched, goOn: isOver ? goOn : undefined };
}

/** How long to rest after a turn that took so long; the clock may have been set in it. */
export function planRest(tookMs: number): number {
  const took = Math.max(0, Math.min(tookMs, LONGEST_MS));
  return Math.max(EVERY_MS - took, took);
}
