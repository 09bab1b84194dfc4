import type { Clock } from '../../client/clock.ts';
import type { Client } from '../../client/connection.ts';
import type { Store } from '../../client/store.ts';
import { createKeyRegistry } from '../../ui/keys/registry.ts';
import { mount } from '../../ui/mount.tsx';
import { createTerminal, type Line } from '../../ui/terminal/terminal.ts';
import { createTouch } from '../desk/touch.ts';
import { createGuestConsole } from '../guest-console/controller.ts';
import { Console } from './console.tsx';

export interface ConsoleOptions {
  line: Line;
  term: string | undefined;
  locale: string | undefined;
  colourTerm?: string | undefined;
  client: Client;
  store: Store;
  clock: Clock;
  seat: string;
  version: string;
  /** The program can't go on; it should stop the console, report, and end. */
  onCrash(error: unknown): void;
  onHangUp(): void;
}

export interface RunningConsole {
  /** The size that is drawn for, for example `80x24`. */
  size(): string;
  /** Ends everything and puts the terminal back. */
  stop(): Promise<void>;
}

/** Starts a console on a line: the same in production and in tests. */
export function startConsole(options: ConsoleOptions): RunningConsole {
  const { line, term, locale, colourTerm, client, store, clock, seat, version, onCrash, onHangUp } = options;
  const keys = createKeyRegistry();
  const touch = createTouch({ client, store, clock });
  const terminal = createTerminal({
    line,
    term,
    locale,
    colourTerm,
    onHangUp,
    onKey: (key) => {
      touch();
      keys.press(key);
    },
  });
  const guestConsole = createGuestConsole({ terminal, client, store, clock });
  terminal.start();
  const unmount = mount(
    <Console
      client={client}
      store={store}
      clock={clock}
      seat={seat}
      version={version}
      guestConsole={guestConsole}
      terminal={terminal}
      onMinute={terminal.repaint}
    />,
    { stage: terminal.stage, keys, onCrash },
  );
  // The first frame first: connecting has time until it is on its way.
  const connecting = setImmediate(() => setImmediate(store.start));
  return {
    size: () => `${terminal.stage.columns}x${terminal.stage.rows}`,
    stop: async () => {
      clearImmediate(connecting);
      guestConsole.close();
      store.stop();
      await terminal.stop();
      unmount();
    },
  };
}
