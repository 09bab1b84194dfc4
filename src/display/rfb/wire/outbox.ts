import type { Duplex } from 'node:stream';
import { RfbError } from '../errors.ts';
import { MAX_UNSENT } from '../limits.ts';

/** What we say. The server may not let it pile up. */
export class Outbox {
  #stream: Duplex;
  readonly #onStuck: (error: RfbError) => void;
  #isOver = false;

  constructor(stream: Duplex, onStuck: (error: RfbError) => void) {
    this.#stream = stream;
    this.#onStuck = onStuck;
  }

  swap(stream: Duplex): void {
    this.#stream = stream;
  }

  /** True while the server takes what we send: what can be left out should be, where it doesn't. */
  get isFlowing(): boolean {
    return !this.#stream.writableNeedDrain;
  }

  send(bytes: Uint8Array): void {
    if (this.#isOver || !this.#stream.writable) return;
    this.#stream.write(bytes);
    if (this.#stream.writableLength <= MAX_UNSENT) return;
    this.stop();
    this.#onStuck(new RfbError('RFB_STUCK', "the server doesn't read what is sent to it"));
  }

  /** Calls once when the server takes things again. */
  onceFlowing(listener: () => void): void {
    this.#stream.once('drain', listener);
  }

  stop(): void {
    this.#isOver = true;
  }
}
