import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
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
  /** Tells something that nobody has asked for. */
  tell(title: string, message: string, hint?: string): void;
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
  const [modal, show] = useState<Modal>();
  /** What is asked now: what comes late must not answer what was asked before. */
  const asked = useRef<Modal>(undefined);
  const setModal = useCallback((next: Modal | undefined) => {
    asked.current = next;
    show(next);
  }, []);
  const stale = useStore(store, isStale);
  const open = useStore(store, mayAct);
  // Without a backend no question makes sense, and half a PIN must not stay.
  useEffect(() => {
    if (stale) setModal(undefined);
  }, [stale, setModal]);

  const look = useCallback(
    (run: (client: Client) => Promise<unknown>, next?: Doing) => {
      run(client).catch((error: unknown) => {
        const failure = toFailure(error);
        // The lost connection has an overlay of its own; the unlock may have ended since the question was asked.
        if (isStale(store.getState())) return;
        setModal(failure.locked ? { kind: 'pin', next } : { kind: 'message', failure });
      });
    },
    [client, store, setModal],
  );
  const carryOut = useCallback(
    (doing: Doing) => {
      const possible = doing.possible(store.getState());
      setModal(possible ? undefined : { kind: 'message', failure: GONE });
      if (possible) look(doing.run, doing);
    },
    [store, look, setModal],
  );
  const act = useCallback(
    (doing: Doing) => {
      if (!mayAct(store.getState())) setModal({ kind: 'pin', next: doing });
      else if (doing.unasked) carryOut(doing);
      else setModal({ kind: 'confirm', doing });
    },
    [store, carryOut, setModal],
  );
  const unlocked = useCallback(() => {
    if (asked.current?.kind !== 'pin') return;
    const { next } = asked.current;
    if (next?.unasked) carryOut(next);
    else setModal(next === undefined ? undefined : { kind: 'confirm', doing: next });
  }, [carryOut, setModal]);
  // The answer to the PIN may be late, or lost on its way: that the seat is open is what counts.
  useEffect(() => {
    if (open) unlocked();
  }, [open, unlocked]);

  return useMemo(
    () => ({
      modal,
      act,
      look,
      askPin: () => setModal({ kind: 'pin', next: undefined }),
      lock: () => look((each) => each.call('access.lock')),
      unlocked,
      confirmed: () => {
        if (modal?.kind === 'confirm') carryOut(modal.doing);
      },
      close: () => setModal(undefined),
      tell: (title, message, hint) =>
        setModal({ kind: 'message', failure: { title, message, hint, locked: false, retryAfterMs: 0 } }),
    }),
    [modal, act, look, carryOut, unlocked, setModal],
  );
}
