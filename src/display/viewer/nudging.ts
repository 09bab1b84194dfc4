/**
 * When QEMU is told something that changes nothing. It looks at the guest's picture by a timer, which slows down to 3 s while nothing changes and is set back
 * to 30 ms by whatever a client sends. A key sets it back before the guest has answered to the key, so that the answer is seen one round later: a message a
 * little after the key brings it in half the time. While somebody works at the box, one now and then keeps the timer short; a guest that is left alone is not
 * kept awake.
 */
const afterKeyMs = [5, 20] as const;
const everyMs = 250;
const workingMs = 60_000;

/** Calls `nudge` a little after each key, and now and then while somebody works with the guest that is shown. */
export class Nudging {
  readonly #nudge: () => void;
  #soon: NodeJS.Timeout[] = [];
  #regular: NodeJS.Timeout | undefined;
  #left = 0;
  #active = false;

  constructor(nudge: () => void) {
    this.#nudge = nudge;
  }

  /** Whether the guest is shown. */
  active(on: boolean): void {
    if (on === this.#active) return;
    this.#active = on;
    if (on) this.touch();
    else this.stop();
  }

  afterKey(): void {
    for (const timer of this.#soon) clearTimeout(timer);
    this.#soon = afterKeyMs.map((ms) => setTimeout(this.#nudge, ms));
    this.touch();
  }

  /** Somebody is there. */
  touch(): void {
    if (!this.#active) return;
    this.#left = workingMs / everyMs;
    this.#regular ??= setInterval(() => this.#tick(), everyMs);
  }

  stop(): void {
    for (const timer of this.#soon.splice(0)) clearTimeout(timer);
    clearInterval(this.#regular);
    this.#regular = undefined;
  }

  #tick(): void {
    this.#left -= 1;
    if (this.#left > 0) this.#nudge();
    else {
      clearInterval(this.#regular);
      this.#regular = undefined;
    }
  }
}
