import type { Clock } from '../../client/clock.ts';
import type { Client } from '../../client/connection.ts';
import type { Store } from '../../client/store.ts';

const EVERY_MS = 15_000;

/**
 * Tells the backend that somebody is at the seat, at most every 15 s and only while it is unlocked, so that the unlock does not end
 * under their hands. Call it for every key.
 */
export function createTouch({
  client,
  store,
  clock,
}: {
  client: Client;
  store: Store;
  clock: Clock;
}): () => void {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const { access, link } = store.getState();
    const now = clock.now().getTime();
    if (access?.role !== 'technician' || link.state !== 'connected' || now - last < EVERY_MS) return;
    last = now;
    // Whether it arrived shows in the events; a lost connection has its overlay.
    client.call('access.touch').catch(() => {});
  };
}
