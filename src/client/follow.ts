import type { Event, Operation } from '../contract/index.ts';
import type { Clock } from './clock.ts';
import { ApiError, type Client, Unreachable } from './connection.ts';

export interface Follower {
  client: Client;
  clock: Clock;
  /** Milliseconds in which the first event must come. */
  firstEventMs: number;
  /** The first event has come. */
  onConnected(): void;
  onEvent(event: Event): void;
  /** The backend's list of operations: what it knows, and what it told while that was fetched. */
  onOperations(listed: Operation[], told: Operation[]): void;
}

/** Follows one connection until it ends, and answers why; `undefined` when `signal` ended it. Never throws for a broken connection. */
export async function followOnce(follower: Follower, signal: AbortSignal): Promise<unknown> {
  const { client, clock, firstEventMs, onConnected, onEvent, onOperations } = follower;
  const life = new AbortController();
  const ended = AbortSignal.any([signal, life.signal]);
  const tooQuiet = new Unreachable('silent', `the backend has sent no event for ${firstEventMs / 1000} s`);
  const cancel = clock.after(firstEventMs, () => life.abort(tooQuiet));
  let told: Operation[] | undefined = [];
  let connected = false;

  const fetchOperations = async () => {
    try {
      const { operations } = await client.call('operations.list', { query: {} }, { signal: ended });
      if (!ended.aborted) onOperations(operations, told ?? []);
    } catch (error) {
      if (!(error instanceof ApiError)) life.abort(error);
    }
    told = undefined;
  };

  const take = (event: Event) => {
    if (!connected) {
      connected = true;
      cancel();
      onConnected();
      void fetchOperations();
    }
    if (event.type === 'operation') told?.push(event.data);
    onEvent(event);
  };

  try {
    await client.events({ signal: ended, onEvent: take });
    return signal.aborted ? undefined : life.signal.reason;
  } catch (error) {
    return error;
  } finally {
    cancel();
    life.abort();
  }
}
