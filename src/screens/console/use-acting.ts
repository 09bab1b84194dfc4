import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Client } from '../../client/connection.ts';
import { isStale, mayAct } from '../../client/selectors.ts';
import type { Store } from '../../client/store.ts';
import { useStore } from '../../client/use-store.ts';
import type { Desk, Doing } from '../desk/desk.ts';
import { type Failure, toFailure } from '../desk/failure.ts';

/** The question or message that is on the screen. */
export type Modal =
  | { kind: 'pin'; next: Doing | undefined }
  | { kind: 'confirm'; doing: Doing }
  | { kind: 'message'; failure: Failure };

export interface Acting extends Pick<Desk, 'act' | 'look'> {
  modal: Modal | undefined;
  askPin(): void;
  lock(): void;
  /** The seat was unlocked: goes on with what the PIN was needed for. */
  unlocked(): void;
  confirmed(): void;
  close(): void;
}

const GONE: Failure = {
  message: 'This is not possible any more: what was asked about has changed',
  locked: false,
  retryAfterMs: 0,
};

/**
 * How something is done: PIN where the seat is locked, then confirmation, then the call. The backend decides on every call; this is
 * only so that people are asked in the right order.
 */
export function useActing(client: Client, store: Store): Acting {
  const [modal, setModal] = useState<Modal>();
  const stale = useStore(store, isStale);
  // Without a backend no question makes sense, and half a PIN must not stay.
  useEffect(() => {
    if (stale) setModal(undefined);
  }, [stale]);

  const look = useCallback(
    (run: (client: Client) => Promise<unknown>, next?: Doing) => {
      run(client).catch((error: unknown) => {
        const failure = toFailure(error);
        // The lost connection has an overlay of its own; the unlock may have ended since the question was asked.
        if (isStale(store.getState())) return;
        setModal(failure.locked ? { kind: 'pin', next } : { kind: 'message', failure });
      });
    },
    [client, store],
  );
  const act = useCallback(
    (doing: Doing) =>
      setModal(mayAct(store.getState()) ? { kind: 'confirm', doing } : { kind: 'pin', next: doing }),
    [store],
  );

  return useMemo(
    () => ({
      modal,
      act,
      look,
      askPin: () => setModal({ kind: 'pin', next: undefined }),
      lock: () => look((each) => each.call('access.lock')),
      unlocked: () =>
        setModal(
          modal?.kind === 'pin' && modal.next !== undefined
            ? { kind: 'confirm', doing: modal.next }
            : undefined,
        ),
      confirmed: () => {
        if (modal?.kind !== 'confirm') return;
        const possible = modal.doing.possible(store.getState());
        setModal(possible ? undefined : { kind: 'message', failure: GONE });
        if (possible) look(modal.doing.run, modal.doing);
      },
      close: () => setModal(undefined),
    }),
    [modal, act, look, store],
  );
}
