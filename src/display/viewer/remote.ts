import type { Duplex } from 'node:stream';
import type { connectRfb, RfbConnection, RfbOptions } from '../rfb/connection.ts';
import type { RfbListener } from '../rfb/listener.ts';
import type { Surface } from '../surface.ts';

export interface RemoteOptions {
  /** Rejects where nobody listens. */
  open(path: string): Promise<Duplex>;
  connectRfb: typeof connectRfb;
  /** Besides the stream: who we are, what we trust, encodings. */
  rfb?: Omit<Partial<RfbOptions>, 'stream' | 'listener'>;
  /** `connected` and `closed` come through `onPicture` and `onFailure`. */
  listener: Omit<RfbListener, 'connected' | 'closed' | 'resized'>;
  /** A new surface, or none any more. */
  onPicture(surface: Surface | undefined): void;
  /** Why there is no picture though one is wanted; undefined: that is over. */
  onFailure(message: string | undefined): void;
}

const firstWaitMs = 100;
const longestWaitMs = 2000;
/** A server that is starting is not there yet, and that is no failure; one that stays away is. */
const patience = 5;

/** The connection to a VNC server that comes and goes: where one is wanted it is tried until it is there, and again when it is lost. */
export class Remote {
  readonly #options: RemoteOptions;
  #path: string | undefined;
  #connection: RfbConnection | undefined;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #paused = false;
  #opening = false;

  constructor(options: RemoteOptions) {
    this.#options = options;
  }

  get connection(): RfbConnection | undefined {
    return this.#connection;
  }

  /** Where the server is; undefined: there is none. */
  follow(path: string | undefined): void {
    if (path === this.#path) return;
    this.#path = path;
    this.#failures = 0;
    clearTimeout(this.#timer);
    this.#options.onFailure(undefined);
    if (this.#connection !== undefined) this.#connection.close();
    else if (!this.#opening) void this.#connect();
  }

  /** Nobody looks: no picture is asked for. */
  pause(paused: boolean): void {
    if (paused === this.#paused) return;
    this.#paused = paused;
    if (paused) this.#connection?.pause();
    else this.#connection?.resume();
  }

  close(): void {
    this.follow(undefined);
  }

  async #connect(): Promise<void> {
    const path = this.#path;
    if (path === undefined) return;
    this.#opening = true;
    const opened = await this.#options.open(path).then(
      (stream) => ({ stream }),
      (error: Error) => ({ error }),
    );
    this.#opening = false;
    if ('error' in opened) this.#onClosed(path, opened.error);
    else this.#speak(path, opened.stream);
  }

  #speak(path: string, stream: Duplex): void {
    const { connectRfb, rfb, listener, onPicture, onFailure } = this.#options;
    const connection = connectRfb({
      ...{ shared: true, ...rfb, stream },
      listener: {
        ...listener,
        connected: ({ surface }) => {
          this.#failures = 0;
          onFailure(undefined);
          onPicture(surface);
          if (this.#paused) connection.pause();
        },
        resized: onPicture,
        closed: (reason) => this.#onClosed(path, reason),
      },
    });
    this.#connection = connection;
    // While it was opened something else may have become wanted.
    if (path !== this.#path) connection.close();
  }

  #onClosed(path: string, reason: Error | undefined): void {
    this.#connection = undefined;
    this.#options.onPicture(undefined);
    if (path !== this.#path) {
      void this.#connect();
      return;
    }
    this.#failures += 1;
    if (this.#failures >= patience && reason !== undefined) this.#options.onFailure(reason.message);
    const waitMs = Math.min(firstWaitMs * 2 ** (this.#failures - 1), longestWaitMs);
    this.#timer = setTimeout(() => void this.#connect(), waitMs);
  }
}
