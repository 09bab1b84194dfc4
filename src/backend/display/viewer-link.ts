import { connect, type Socket } from 'node:net';
import type { Clock } from '../engine/clock.ts';
import type { Log } from '../engine/log.ts';
import { readLines } from '../engine/read-lines.ts';
import type { ToldDisplay, ToViewer, WantedDisplay } from './model.ts';
import { parseTold } from './parse-told.ts';

export interface ViewerLinkOptions {
  clock: Clock;
  log: Log;
  /** The viewer's socket. */
  socket: string;
  /** Calls when something changes in the folder of the socket. */
  watch(onChange: () => void): { close(): void };
  /** Undefined: the viewer does not answer. */
  onTold(told: ToldDisplay | undefined): void;
}

/** The viewer makes its socket a moment before it listens. */
const againMs = 250;
const tries = 8;
/** A line of the viewer is some 1 kB. */
const maxLineBytes = 64 * 1024;

/**
 * The connection to the viewer. It may come and go: when it comes it is told what is wanted, and when it goes nobody waits but for its socket to be there
 * again.
 */
export class ViewerLink {
  readonly #options: ViewerLinkOptions;
  #wanted: WantedDisplay | undefined;
  #socket: Socket | undefined;
  #connected = false;
  #watching: { close(): void } | undefined;
  #cancelTry = (): void => {};
  #left = 0;
  #sent = '';

  constructor(options: ViewerLinkOptions) {
    this.#options = options;
  }

  start(): void {
    this.#watching = this.#options.watch(() => this.#hope());
    this.#hope();
  }

  stop(): void {
    this.#watching?.close();
    this.#watching = undefined;
    this.#cancelTry();
    this.#socket?.destroy();
  }

  /** What is wanted from now on; told again to each viewer that comes. */
  want(wanted: WantedDisplay): void {
    this.#wanted = wanted;
    const text = JSON.stringify(wanted);
    if (!this.#connected || text === this.#sent) return;
    this.#sent = text;
    this.#send({ wanted });
  }

  /** False: nobody is there to hear it. */
  show(view: 'guest' | 'console'): boolean {
    return this.#connected && this.#send({ show: view });
  }

  #send(message: ToViewer): boolean {
    return this.#socket?.write(`${JSON.stringify(message)}\n`) !== undefined;
  }

  /** Hangs up on a viewer that talks without an end. */
  async #listen(socket: Socket): Promise<void> {
    try {
      for await (const line of readLines(socket, maxLineBytes)) {
        if (line === 'too-long') return;
        this.#hear(line.toString());
      }
    } catch {
      // That the connection is over is told by `close`.
    }
  }

  #hear(line: string): void {
    const { log, onTold } = this.#options;
    const told = parseTold(line);
    if (told === undefined) log.warn('The viewer tells what nobody understands');
    else if (this.#connected) onTold(told);
  }

  #hope(): void {
    this.#left = tries;
    if (this.#socket === undefined) this.#connect();
  }

  #connect(): void {
    if (this.#watching === undefined) return;
    this.#cancelTry();
    const { log, onTold, clock } = this.#options;
    const socket = connect({ path: this.#options.socket });
    this.#socket = socket;
    socket.on('connect', () => {
      this.#connected = true;
      this.#sent = '';
      log.debug('The viewer is connected');
      if (this.#wanted !== undefined) this.want(this.#wanted);
      void this.#listen(socket);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#socket = undefined;
      if (this.#connected) {
        log.debug('The viewer is gone');
        this.#connected = false;
        this.#left = tries;
        onTold(undefined);
      }
      this.#left -= 1;
      if (this.#watching !== undefined && this.#left > 0)
        this.#cancelTry = clock.after(againMs, () => this.#connect());
    });
  }
}
