import { useEffect } from 'react';
import type { Desk } from '../desk/desk.ts';
import { opening } from './doings.ts';

const CLOSED = "The guest's console is closed";

/** Tells why the guest's console has left the screen, where nobody at this seat wanted that; asks for the PIN where that brings it back. */
export function useLeft(desk: Desk, tell: (title: string, message: string, hint?: string) => void): void {
  useEffect(
    () =>
      desk.guestConsole.onLeft((why) => {
        if (why.kind === 'pin') desk.act(opening(desk));
        else if (why.kind === 'locked')
          tell(CLOSED, 'This seat was locked', 'Nothing that was typed since has gone to the guest');
        else tell(CLOSED, why.message);
      }),
    [desk, tell],
  );
}
