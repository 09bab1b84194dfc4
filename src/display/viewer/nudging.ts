/**
 * When QEMU is told something that changes nothing. It looks at the guest's picture by a timer (ui/vnc.c, ui/console.c): each look that finds nothing puts the
 * next one off by 50 ms more, up to 3 s, and whatever a client sends has it look at once, or 30 ms after the look before. A key has it look before the guest has
 * answered, so that the answer would be seen 80 ms later. A message soon after the key makes that 30 ms; one every 25 ms for as long as somebody types has
 * the timer run at its shortest, so that the next key is seen after 15 ms on the average. While somebody works at the box one now and then keeps the timer
 * short; a guest that is left alone is not kept awake.
 */
const afterKeyMs = 5;
const typingMs = { every: 25, for: 1000 };
const workingMs = { every: 250, for: 60_000 };

/** Calls `nudge` often while somebody types, and now and then while somebody works with the guest that is shown. */
export class Nudging {
  readonly #nudge: () => void;
  #timer: NodeJS.Timeout | undefined;
  #typedAt = Number.NEGATIVE_INFINITY;
  #touchedAt = Number.NEGATIVE_INFINITY;
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
    if (!this.#active) return;
    this.#typedAt = performance.now();
    this.#touchedAt = this.#typedAt;
    this.#after(afterKeyMs);
  }

  /** Somebody is there. */
  touch(): void {
    if (!this.#active) return;
    this.#touchedAt = performance.now();
    if (this.#timer === undefined) this.#after(workingMs.every);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #after(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tick(), ms);
  }

  #tick(): void {
    this.#timer = undefined;
    this.#nudge();
    const now = performance.now();
    if (now - this.#typedAt < typingMs.for) this.#after(typingMs.every);
    else if (now - this.#touchedAt < workingMs.for) this.#after(workingMs.every);
  }
}
