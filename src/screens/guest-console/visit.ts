import type { ConsoleConnection } from '../../client/connection.ts';
import { createEscape } from '../../client/console/escape.ts';
import { isCounting } from '../../client/power/progress.ts';
import type { ConsoleMessage } from '../../contract/index.ts';
import type { Emulator } from '../../ui/terminal/guest/emulator.ts';
import type { Picture } from '../../ui/terminal/picture.ts';
import { toFailure } from '../desk/failure.ts';
import type { GuestConsoleOptions, Left } from './controller.ts';
import { createFeed } from './feed.ts';
import { type ConsoleStatus, renderStatus } from './status.ts';
import { createView } from './view.ts';

export interface VisitOptions extends GuestConsoleOptions {
  emulator: Emulator;
  onLeft(why: Left): void;
}

const LOST = 'The backend does not answer. Reconnecting...';

/** One stay in the guest's console: from the connection, over restarts of the guest and of the backend, until somebody leaves or takes it. */
export class Visit {
  readonly #options: VisitOptions;
  readonly #life = new AbortController();
  readonly #view: Picture;
  readonly #status: ConsoleStatus = { escapeKey: 'Ctrl-]', waiting: undefined, power: undefined };
  #connection: ConsoleConnection | undefined;
  #connecting = false;
  #begun = false;
  #type: (text: string) => void = () => {};
  #cancelTick = () => {};
  #unsubscribe = () => {};

  constructor(options: VisitOptions) {
    this.#options = options;
    const { emulator, clock } = options;
    this.#view = createView(emulator, (columns) => renderStatus(this.#status, columns, clock.now()));
    this.#setEscapeKey(this.#status.escapeKey);
  }

  /** Rejects as the client does; then there is nothing to be ended. */
  async connect(takeOver: boolean): Promise<void> {
    const { client, emulator } = this.#options;
    const onDrawn = () => this.#draw();
    try {
      this.#connection = await client.console({
        takeOver,
        signal: this.#life.signal,
        onBytes: createFeed(emulator, () => this.#connection, onDrawn),
        onMessage: (message) => this.#onMessage(message),
        onClose: () => this.#onLost(),
      });
    } catch (error) {
      if (!this.#begun) emulator.dispose();
      throw error;
    }
  }

  /** Takes the terminal. */
  begin(): void {
    const { terminal, store } = this.#options;
    if (this.#life.signal.aborted) return;
    this.#begun = true;
    terminal.lend(this.#view, (text) => this.#type(text));
    this.#unsubscribe = store.subscribe(() => this.#onState());
    this.#tick();
  }

  /** Gives the terminal back. */
  end(): void {
    if (this.#life.signal.aborted) return;
    this.#life.abort();
    this.#unsubscribe();
    this.#cancelTick();
    this.#connection?.close();
    if (this.#begun) this.#options.terminal.takeBack();
    this.#options.emulator.dispose();
  }

  #leave(why: Left): void {
    this.end();
    this.#options.onLeft(why);
  }

  #setEscapeKey(key: string): void {
    this.#status.escapeKey = key;
    this.#type = createEscape({
      key,
      clock: this.#options.clock,
      send: (text) => this.#connection?.send(text),
      onLeave: () => this.end(),
    });
  }

  #onMessage(message: ConsoleMessage): void {
    switch (message.kind) {
      case 'hello':
        this.#setEscapeKey(message.escapeKey);
        // What follows begins with what was said last.
        this.#options.emulator.clear();
        break;
      case 'open':
        this.#status.waiting = undefined;
        break;
      case 'waiting':
        this.#status.waiting = message.reason;
        break;
      case 'ended':
        this.#onEnded(message);
    }
    this.#draw();
  }

  /** A backend that stops is looked for like one that was killed. */
  #onEnded({ why, by = 'Another seat' }: Extract<ConsoleMessage, { kind: 'ended' }>): void {
    if (why === 'taken') this.#leave({ kind: 'taken', message: `${by} has taken the guest's console` });
    else if (why === 'locked') this.#leave({ kind: 'locked' });
  }

  #onLost(): void {
    this.#connection = undefined;
    this.#status.waiting = LOST;
    this.#draw();
    this.#reconnect();
  }

  #onState(): void {
    this.#reconnect();
    if (this.#options.store.getState().power !== this.#status.power) this.#tick();
  }

  #reconnect(): void {
    const isLost = this.#connection === undefined && !this.#connecting && !this.#life.signal.aborted;
    if (!isLost || this.#options.store.getState().link.state !== 'connected') return;
    this.#connecting = true;
    this.connect(false)
      .catch((error: unknown) => this.#onRefused(error))
      .finally(() => {
        this.#connecting = false;
      });
  }

  #onRefused(error: unknown): void {
    if (this.#life.signal.aborted) return;
    const { locked, code, message } = toFailure(error);
    if (locked) this.#leave({ kind: 'pin' });
    else if (code !== 'backend.unreachable') this.#leave({ kind: 'taken', message });
  }

  /** A countdown moves each second. */
  #tick(): void {
    const { clock, store } = this.#options;
    this.#cancelTick();
    this.#status.power = store.getState().power;
    this.#draw();
    if (isCounting(this.#status.power)) this.#cancelTick = clock.after(1000, () => this.#tick());
  }

  #draw(): void {
    if (this.#begun && !this.#life.signal.aborted) this.#options.terminal.stage.show(this.#view);
  }
}
