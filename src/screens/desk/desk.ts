import { createContext, use } from 'react';
import type { Clock } from '../../client/clock.ts';
import type { Client } from '../../client/connection.ts';
import type { State, Store } from '../../client/store.ts';
import { useStore } from '../../client/use-store.ts';
import type { KeyTable } from '../../ui/keys/table.ts';
import type { Terminal } from '../../ui/terminal/terminal.ts';
import type { GuestConsole } from '../guest-console/controller.ts';

/** Something to do that changes the box: asked for, confirmed, and done. */
export interface Doing {
  title: string;
  /** What it does to those who use the guest, in plain words. */
  consequence: string;
  /** The answer that does it. */
  yes: string;
  /** For what nobody gets back: this word has to be typed instead. */
  word?: string;
  /** It loses nothing, and time presses: it is done without a question. */
  unasked?: true;
  /** Whether it still makes sense: looked at again when the answer is given. */
  possible(state: State): boolean;
  run(client: Client): Promise<unknown>;
}

/** What every screen can reach. */
export interface Desk {
  client: Client;
  store: Store;
  clock: Clock;
  /** The seat that this console sits at, for example `tty1`. */
  seat: string;
  version: string;
  /** Every table of keys, for the help page. */
  tables: readonly { title: string; keys: KeyTable }[];
  /** The key that leads to a screen, by the screen's id. */
  keyOf(screen: string): string;
  /** The guest's serial console, which takes the whole terminal. */
  guestConsole: GuestConsole;
  /** What the seat's terminal can show, and when it has shown what was drawn. */
  terminal: Pick<Terminal, 'capabilities' | 'whenShown'>;
  /** Asks for the PIN where that is needed, then for confirmation, then does it; failures are shown. */
  act(doing: Doing): void;
  /** Makes a call that everybody may make; a failure is shown. */
  look(run: (client: Client) => Promise<unknown>): void;
}

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (desk === undefined) throw new Error('a screen needs a DeskContext around it');
  return desk;
}

/** What `selector` takes from what is known of the box. */
export const useBox = <T>(selector: (state: State) => T): T => useStore(useDesk().store, selector);

/** What a screen is given: the room that it has, and the time, which moves once a minute. */
export interface ScreenProps {
  width: number;
  height: number;
  now: Date;
}
