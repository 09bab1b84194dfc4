import { Backoff } from './backoff.ts';
import { Libvirt } from './client.ts';
import { systemClock } from './clock.ts';
import { SafeEmitter } from './emitter.ts';
import { ConnectionLost } from './errors.ts';
import type { DomainEvent, EventName } from './events.ts';
import type { OpenOptions } from './options.ts';

export interface SessionOptions extends Omit<OpenOptions, 'signal'> {
  /** Kinds of events to subscribe to on every connection; default: every kind that the server knows. `[]`: none. */
  readonly events?: readonly EventName[];
  /** Events of QEMU's monitor to subscribe to; default none. */
  readonly monitorEvents?: readonly string[];
  /** Pauses before the attempts to connect again; the last one repeats. Default 100 ms growing to 5 s. */
  readonly backoffMs?: readonly number[];
}

export type SessionState = 'connecting' | 'connected' | 'disconnected';

export interface Retry {
  readonly error: Error;
  /** Failures in a row, this one included. */
  readonly attempt: number;
  /** Milliseconds until the next attempt. */
  readonly nextInMs: number;
}

export type SessionEvents = {
  /** A new connection, subscriptions in place. Events were missed: list everything again and reconcile. */
  connected: [Libvirt];
  /** The connection is lost, or the first attempt of all failed. Comes once per outage. */
  disconnected: [Error];
  /** The connection was lost or could not be made; another attempt follows. */
  retry: [Retry];
  event: [DomainEvent];
};

/** Keeps a connection to libvirt for ever, from start() to stop(). A failing attempt is never the end. */
export class LibvirtSession extends SafeEmitter<SessionEvents> {
  readonly #options: SessionOptions;
  #state: SessionState = 'disconnected';
  #connection: Libvirt | undefined;
  #running: { readonly abort: AbortController; readonly done: Promise<void> } | undefined;

  constructor(options: SessionOptions = {}) {
    super();
    this.#options = options;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** The connection while there is one. Ask every time: it changes. */
  get connection(): Libvirt | undefined {
    return this.#connection;
  }

  /** Begins to connect, and returns at once. Starting twice changes nothing. */
  start(): void {
    if (this.#running !== undefined) return;
    const abort = new AbortController();
    this.#running = { abort, done: this.#run(abort.signal) };
  }

  /** Closes the connection and stays away; `disconnected` is not emitted. Never rejects. */
  async stop(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    running.abort.abort();
    await running.done;
    if (this.#running === running) this.#running = undefined;
  }

  /** Runs `fn` with the connection; rejects with ConnectionLost when there is none, else like `fn`. */
  async use<T>(fn: (connection: Libvirt) => Promise<T>): Promise<T> {
    if (this.#connection === undefined)
      throw new ConnectionLost('there is no connection to libvirt at the moment', {
        hint: 'it is being made again',
      });
    return await fn(this.#connection);
  }

  async #run(signal: AbortSignal): Promise<void> {
    const backoff = new Backoff(this.#options.clock ?? systemClock, this.#options.backoffMs);
    let isOutageKnown = false;
    while (!signal.aborted) {
      const error = await this.#live(signal, () => {
        isOutageKnown = false;
        backoff.succeeded();
      });
      if (signal.aborted) return;
      if (!isOutageKnown) this.dispatch('disconnected', error);
      isOutageKnown = true;
      const { attempt, nextInMs } = backoff.failed();
      this.dispatch('retry', { error, attempt, nextInMs });
      await backoff.pause(signal);
    }
  }

  /** One connection's life, from the attempt to its end; gives what ended it. */
  async #live(signal: AbortSignal, onConnected: () => void): Promise<Error> {
    this.#state = 'connecting';
    let connection: Libvirt | undefined;
    try {
      connection = await Libvirt.open({ ...this.#options, signal });
      const ended = this.#follow(connection);
      await connection.subscribe(this.#options.events, { signal });
      await connection.subscribeMonitor(this.#options.monitorEvents ?? [], { signal });
      onConnected();
      this.#state = 'connected';
      this.#connection = connection;
      this.dispatch('connected', connection);
      return await untilAborted(connection, ended, signal);
    } catch (error) {
      await connection?.close();
      return error instanceof Error ? error : new Error(String(error));
    } finally {
      this.#connection = undefined;
      this.#state = 'disconnected';
    }
  }

  /** Passes events on; resolves when the connection is over. */
  #follow(connection: Libvirt): Promise<Error> {
    const { promise, resolve } = Promise.withResolvers<Error>();
    connection.on('event', (event) => this.dispatch('event', event));
    connection.on('close', (error) => {
      if (this.#connection === connection) {
        this.#connection = undefined;
        this.#state = 'disconnected';
      }
      resolve(error);
    });
    return promise;
  }
}

/** Waits for the connection's end, and brings it about when the signal fires. */
async function untilAborted(connection: Libvirt, ended: Promise<Error>, signal: AbortSignal): Promise<Error> {
  const close = () => void connection.close();
  if (signal.aborted) close();
  signal.addEventListener('abort', close, { once: true });
  try {
    return await ended;
  } finally {
    signal.removeEventListener('abort', close);
  }
}
