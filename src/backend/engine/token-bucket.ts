/** How much may happen: `burst` at once, and `perSecond` for ever. */
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

  /** Takes so many tokens, of which a full bucket has enough. Returns 0 when there were as many, else takes none and returns the whole milliseconds until there will be. A clock that is set back costs nobody a token. */
  take(count = 1): number {
    const wanted = count * 1000;
    const { perSecond, burst } = this.#rate;
    const now = this.#nowMs();
    const passedMs = Math.max(0, now - this.#filledAtMs);
    this.#filledAtMs = now;
    this.#millitokens = Math.min(burst * 1000, this.#millitokens + passedMs * perSecond);
    if (this.#millitokens >= wanted) {
      this.#millitokens -= wanted;
      return 0;
    }
    return Math.ceil((wanted - this.#millitokens) / perSecond);
  }
}
