/** How much may happen: `burst` at once, and `perSecond` for ever; whole numbers. */
export interface Rate {
  perSecond: number;
  burst: number;
}

/** A bucket of tokens: one is taken for each thing that happens, and time fills it again. */
export class TokenBucket {
  readonly #rate: Rate;
  readonly #nowMs: () => number;
  /** Thousandths, so that whole milliseconds give whole numbers. */
  #millitokens: number;
  #filledAtMs: number;

  constructor(rate: Rate, nowMs: () => number) {
    this.#rate = rate;
    this.#nowMs = nowMs;
    this.#millitokens = rate.burst * 1000;
    this.#filledAtMs = nowMs();
  }

  /** Takes a token. Returns 0 when there was one, else the whole milliseconds until there will be. A clock that is set back costs nobody a token. */
  take(): number {
    const { perSecond, burst } = this.#rate;
    const now = this.#nowMs();
    const passedMs = Math.max(0, now - this.#filledAtMs);
    this.#filledAtMs = now;
    this.#millitokens = Math.min(burst * 1000, this.#millitokens + passedMs * perSecond);
    if (this.#millitokens >= 1000) {
      this.#millitokens -= 1000;
      return 0;
    }
    return Math.ceil((1000 - this.#millitokens) / perSecond);
  }
}
