import type { Duplex } from 'node:stream';
import { type ConsoleEnd, type ConsoleMessage, renderFrame } from '../../../contract/index.ts';
import type { Clock } from '../../engine/clock.ts';
import { GuestLine, type GuestLineOptions } from './guest-line.ts';

export interface SessionOptions extends Pick<GuestLineOptions, 'log' | 'open' | 'readLog' | 'guestState'> {
  clock: Clock;
  seat: string;
  /** To who sits at the seat. */
  wire: Duplex;
  escapeKey: string;
  /** Whether what is typed may still go to the guest. */
  mayType(): boolean;
  /** Somebody types; told every some seconds at most. */
  onUse(): void;
  onEnd(): void;
}

/** Within this time the seat has taken the last word. */
const farewellMs = 1000;
const usedEveryMs = 15_000;

/** One seat that has the guest's console: what the guest says goes to it in frames, what is typed goes to the guest as it is. */
export class ConsoleSession {
  readonly #options: SessionOptions;
  readonly #line: GuestLine;
  #usedAt = Number.NEGATIVE_INFINITY;
  #over = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { wire, log, open, readLog, guestState } = options;
    this.#line = new GuestLine({
      ...{ log, open, readLog, guestState },
      onBytes: (bytes) => this.#over || wire.write(renderFrame({ bytes })),
      onMessage: (message) => this.#tell(message),
      onDrain: () => wire.resume(),
    });
  }

  get seat(): string {
    return this.#options.seat;
  }

  start(): void {
    const { wire, escapeKey } = this.#options;
    this.#tell({ kind: 'hello', escapeKey });
    wire.on('data', (bytes: Uint8Array) => this.#onTyped(bytes));
    wire.on('drain', () => this.#line.resume());
    // What a vanished seat makes of a write is told by `close`.
    wire.on('error', () => {});
    wire.on('end', () => this.#close());
    wire.on('close', () => this.#close());
    void this.#line.start();
  }

  /** The guest may be another one than before. */
  look(): void {
    this.#line.look();
  }

  /** Takes the console from the seat, which is told why. */
  end(why: ConsoleEnd, by?: string): void {
    if (this.#over) return;
    const { wire, clock } = this.#options;
    this.#tell({ kind: 'ended', why, ...(by === undefined ? {} : { by }) });
    wire.end();
    const cancel = clock.after(farewellMs, () => wire.destroy());
    wire.once('close', cancel);
    this.#close();
  }

  #onTyped(bytes: Uint8Array): void {
    const { wire, mayType, onUse, clock } = this.#options;
    if (this.#over) return;
    if (!mayType()) {
      this.end('locked');
      return;
    }
    const now = clock.now().getTime();
    if (now - this.#usedAt >= usedEveryMs) {
      this.#usedAt = now;
      onUse();
    }
    if (!this.#line.write(bytes)) wire.pause();
  }

  #tell(message: ConsoleMessage): void {
    if (!this.#over) this.#options.wire.write(renderFrame({ message }));
  }

  #close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#line.stop();
    this.#options.wire.resume();
    this.#options.onEnd();
  }
}
