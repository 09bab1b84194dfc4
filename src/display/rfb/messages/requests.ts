import type { Outbox } from '../wire/outbox.ts';
import { renderUpdateRequest } from './render-client.ts';

/** When we ask for pictures: one request is always on its way, unless nobody looks or the server doesn't read. */
export class Requests {
  readonly #outbox: Outbox;
  #whole: Buffer | undefined;
  #changes: Buffer | undefined;
  #isPaused = false;
  /** Nothing is known of the picture yet. */
  #isNew = false;
  #isWaiting = false;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  /** A new surface. */
  setSize(width: number, height: number): void {
    this.#whole = renderUpdateRequest(width, height, false);
    this.#changes = renderUpdateRequest(width, height, true);
    this.#isNew = true;
    this.askAgain();
  }

  /** An update has come. */
  askAgain(): void {
    if (!this.#isPaused) this.ask(false);
  }

  /** Whether or not it is paused. */
  ask(isWhole: boolean): void {
    const request = isWhole || this.#isNew ? this.#whole : this.#changes;
    if (request === undefined) return;
    if (this.#outbox.isFlowing) {
      this.#isNew = false;
      this.#outbox.send(request);
    } else {
      this.#isNew ||= isWhole;
      this.#askLater();
    }
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.ask(false);
  }

  #askLater(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#outbox.onceFlowing(() => {
      this.#isWaiting = false;
      this.askAgain();
    });
  }
}
