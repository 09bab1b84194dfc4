/** Switches the monitors off after some time in which nothing happens, and on again when something does. */
export class Blanking {
  readonly #blank: (off: boolean) => void;
  #afterMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #isOff = false;

  constructor(blank: (off: boolean) => void) {
    this.#blank = blank;
  }

  /** 0: never. */
  set(afterS: number): void {
    if (afterS * 1000 === this.#afterMs) return;
    this.#afterMs = afterS * 1000;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.wake();
  }

  /** Something has happened. */
  wake(): void {
    if (this.#isOff) {
      this.#isOff = false;
      this.#blank(false);
    }
    if (this.#afterMs === 0) return;
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#off(), this.#afterMs);
    else this.#timer.refresh();
  }

  #off(): void {
    this.#timer = undefined;
    this.#isOff = true;
    this.#blank(true);
  }
}
