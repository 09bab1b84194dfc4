import { type Backoff, backoffDelay, countFailure, DEFAULT_BACKOFF } from './backoff.ts';
import { type Clock, pause, systemClock } from './clock.ts';
import type { Client } from './connection.ts';
import { followOnce } from './follow.ts';
import { share } from './share.ts';
import { applyEvent, type Link, mergeOperations, type State } from './state.ts';

export type { Link, State } from './state.ts';

export interface StoreOptions {
  client: Client;
  clock?: Clock;
  backoffMs?: Backoff;
  /** Milliseconds in which the first event must come after connecting; 10 s unless said otherwise. */
  firstEventMs?: number;
}

/** A picture of the box that follows the event stream; for React's `useSyncExternalStore` and for anything else. */
export interface Store {
  /** Begins to follow. A lost connection is opened again for ever. */
  start(): void;
  /** Ends what `start` began; the state stays as it is. */
  stop(): void;
  getState(): State;
  /** Calls `listener` after every change; the returned function ends that. */
  subscribe(listener: () => void): () => void;
}

export function createStore({
  client,
  clock = systemClock,
  backoffMs = DEFAULT_BACKOFF,
  firstEventMs = 10_000,
}: StoreOptions): Store {
  const listeners = new Set<() => void>();
  const now = () => clock.now().toISOString();
  let state: State = {
    link: { state: 'connecting', since: now(), attempt: 0 },
    operations: [],
    logRevision: 0,
  };
  let running: AbortController | undefined;

  const set = (change: Partial<State>) => {
    const next = share(state, { ...state, ...change });
    if (next === state) return;
    state = next;
    for (const listener of [...listeners]) notify(listener);
  };

  const lost = (attempt: number, error: unknown): Link => ({
    state: 'lost',
    since: state.link.state === 'lost' ? state.link.since : now(),
    attempt,
    error: error instanceof Error ? error.message : String(error),
  });

  const run = async (signal: AbortSignal) => {
    let failures = 0;
    while (!signal.aborted) {
      let connectedAt: number | undefined;
      const why = await followOnce(
        {
          client,
          clock,
          firstEventMs,
          onConnected: () => {
            connectedAt = clock.now().getTime();
            // The journal may have grown while nobody told.
            set({
              link: { state: 'connected', since: now(), attempt: 0 },
              logRevision: state.logRevision + 1,
            });
          },
          onEvent: (event) => set(applyEvent(state, event)),
          onOperations: (listed, told) => set({ operations: mergeOperations(listed, told) }),
        },
        signal,
      );
      if (signal.aborted) return;
      failures = countFailure(
        failures,
        connectedAt === undefined ? 0 : clock.now().getTime() - connectedAt,
        backoffMs,
      );
      set({ link: lost(failures, why) });
      await pause(clock, backoffDelay(failures, backoffMs), signal);
    }
  };

  return {
    start: () => {
      if (running !== undefined) return;
      running = new AbortController();
      void run(running.signal);
    },
    stop: () => {
      running?.abort();
      running = undefined;
    },
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** A failing listener is its owner's bug: it is reported as an uncaught exception and hurts neither the next one nor the connection. */
function notify(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
