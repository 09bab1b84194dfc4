import { ApiError, type Client, Unreachable } from '../client/connection.ts';
import { isEnded } from '../client/operation.ts';
import type { Operation } from '../contract/index.ts';
import { Interrupted } from './exit.ts';

export interface AwaitOptions {
  client: Client;
  signal: AbortSignal;
  onChange(operation: Operation): void;
  /** Milliseconds for which a backend that went away may stay away: long enough for systemd to start it again. */
  patienceMs?: number;
  retryMs?: number;
}

/**
 * Waits until an operation has ended, and answers it. A backend that restarts meanwhile is waited for; where it has no event stream to
 * spare, it is asked again and again. Throws `Unreachable` when it stays away, and `Interrupted` when `signal` is aborted; the
 * operation then goes on.
 */
export async function awaitOperation(first: Operation, options: AwaitOptions): Promise<Operation> {
  const { client, signal, patienceMs = 30_000, retryMs = 250 } = options;
  let latest = first;
  let goneSince: number | undefined;
  const take = (operation: Operation) => {
    goneSince = undefined;
    if (isEnded(latest)) return;
    latest = operation;
    options.onChange(operation);
  };
  const ask = async () => take(await client.call('operations.get', { params: { id: first.id } }, { signal }));
  while (!isEnded(latest)) {
    try {
      await followOnce(first.id, options, take).catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 503) return ask();
        throw error;
      });
    } catch (error) {
      if (signal.aborted) throw new Interrupted();
      if (!(error instanceof Unreachable)) throw error;
      goneSince ??= Date.now();
      if (Date.now() - goneSince > patienceMs) throw error;
    }
    if (signal.aborted) throw new Interrupted();
    if (!isEnded(latest)) await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
  return latest;
}

/** Follows the events of one connection until the operation has ended. What was missed before the stream opened is fetched. */
async function followOnce(
  id: string,
  { client, signal }: AwaitOptions,
  take: (operation: Operation) => void,
): Promise<void> {
  const life = new AbortController();
  const both = AbortSignal.any([signal, life.signal]);
  let failure: unknown;
  const see = (operation: Operation) => {
    take(operation);
    if (isEnded(operation)) life.abort();
  };
  const fetchOnce = async () => {
    try {
      see(await client.call('operations.get', { params: { id } }, { signal: both }));
    } catch (error) {
      if (both.aborted) return;
      failure = error;
      life.abort();
    }
  };
  await client.events({
    signal: both,
    onOpen: () => void fetchOnce(),
    onEvent: (event) => {
      if (event.type === 'operation' && event.data.id === id) see(event.data);
    },
  });
  if (failure !== undefined) throw failure;
}
