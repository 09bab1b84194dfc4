import type { Clock } from '../../client/clock.ts';
import type { Client } from '../../client/connection.ts';
import type { Store } from '../../client/store.ts';
import { createEmulator } from '../../ui/terminal/guest/emulator.ts';
import type { Terminal } from '../../ui/terminal/terminal.ts';
import { Visit } from './visit.ts';

/** Why the guest's console is not on this seat any more, where its people did not want that. */
export type Left =
  /** Another seat has it. */
  | { kind: 'taken'; message: string }
  | { kind: 'locked' }
  /** The backend was started again and has no seat unlocked. */
  | { kind: 'pin' };

/** The guest's serial console in place of ours. Lives outside React: it has the whole terminal. */
export interface GuestConsole {
  /** Opens it; rejects as the client does, and then nothing has changed. */
  open(takeOver: boolean): Promise<void>;
  /** Calls `listener` when it has ended by itself; the returned function ends that. */
  onLeft(listener: (why: Left) => void): () => void;
  close(): void;
}

export interface GuestConsoleOptions {
  terminal: Pick<Terminal, 'lend' | 'takeBack' | 'stage'>;
  client: Client;
  store: Store;
  clock: Clock;
}

export function createGuestConsole(options: GuestConsoleOptions): GuestConsole {
  const listeners = new Set<(why: Left) => void>();
  let visit: Visit | undefined;
  const onLeft = (why: Left) => {
    for (const listener of [...listeners]) listener(why);
  };
  const close = () => visit?.end();
  return {
    open: async (takeOver) => {
      const next = new Visit({ ...options, emulator: await createEmulator(), onLeft });
      await next.connect(takeOver);
      close();
      visit = next;
      visit.begin();
    },
    onLeft: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close,
  };
}
