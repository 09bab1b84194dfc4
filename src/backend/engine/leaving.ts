import type { Clock } from './clock.ts';

/** Guests under emulation, or busy ones, take their time; Linux lets go after some 5 s on PCI Express. */
const letGoMs = 30_000;

/** What the guest was asked to let go of, and why it has not. */
export interface Held {
  what: string;
  why: string;
}

/** Devices that the guest was asked to let go of, by their aliases: unplugging is done by the guest, when it wants, or never. */
export class Leaving {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  readonly #asked = new Map<string, { what: string; cancel: () => void }>();
  readonly #held = new Map<string, Held>();

  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** The guest was asked, and there is time left for it. */
  has(alias: string): boolean {
    return this.#asked.has(alias);
  }

  /** Why those of them that are still there are. */
  held(isThere: (alias: string) => boolean): Held[] {
    return [...this.#held].filter(([alias]) => isThere(alias)).map(([, held]) => held);
  }

  /** Why it is still there, when it was asked to go. */
  whyHeld(alias: string): string | undefined {
    return this.#held.get(alias)?.why;
  }

  /** The guest is asked now. An answer of an earlier time stays until there is another one. */
  ask(alias: string, what: string): void {
    this.#asked.get(alias)?.cancel();
    const late = `it has not let go within ${letGoMs / 1000} s`;
    const cancel = this.#clock.after(letGoMs, () => this.refuse(alias, late));
    this.#asked.set(alias, { what, cancel });
  }

  /** It can't be asked, or it says no. What nobody asked for is no answer. */
  refuse(alias: string, why: string): void {
    const asked = this.#asked.get(alias);
    if (asked === undefined) return;
    asked.cancel();
    this.#asked.delete(alias);
    this.#held.set(alias, { what: asked.what, why });
    this.#onChange();
  }

  /** It has let go. Returns whether it had been asked to. */
  gone(alias: string): boolean {
    const was = this.#asked.has(alias) || this.#held.has(alias);
    this.#asked.get(alias)?.cancel();
    this.#asked.delete(alias);
    this.#held.delete(alias);
    return was;
  }

  /** Another instance of the guest, or of the connection: nothing of before counts. */
  forget(): void {
    for (const { cancel } of this.#asked.values()) cancel();
    this.#asked.clear();
    this.#held.clear();
  }
}
