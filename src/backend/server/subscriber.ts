/** Where the frames of one subscriber go. `write` says false when no more should be written until it has drained. */
export interface SubscriberOutput {
  write(text: string): boolean;
  /** Ends the connection at once. */
  destroy(): void;
}

/** More resources than ever change while somebody pauses; who is that far behind starts anew with a snapshot. */
const maxWaiting = 256;

/**
 * One reader of the event stream. While it is slow only the latest frame of each resource waits for it, so that what is kept is bounded by the
 * number of resources and never by time.
 */
export class Subscriber {
  readonly seat: string;
  readonly #output: SubscriberOutput;
  readonly #waiting = new Map<string, string>();
  #slow = false;

  constructor(seat: string, output: SubscriberOutput) {
    this.seat = seat;
    this.#output = output;
  }

  /** Sends a frame now, or as soon as the reader is ready and no newer one with this key has come. */
  send(key: string, frame: string): void {
    if (!this.#slow) {
      this.#slow = !this.#output.write(frame);
      return;
    }
    // Taken out first: a resource takes its place in the order of its latest change.
    this.#waiting.delete(key);
    this.#waiting.set(key, frame);
    if (this.#waiting.size > maxWaiting) this.#output.destroy();
  }

  /** The reader has taken all that was written. */
  drained(): void {
    this.#slow = false;
    for (const [key, frame] of this.#waiting) {
      if (this.#slow) return;
      this.#waiting.delete(key);
      this.#slow = !this.#output.write(frame);
    }
  }

  close(): void {
    this.#waiting.clear();
    this.#output.destroy();
  }
}
