/** How much may happen: `burst` at once, and `perSecond` for ever. */
export interface Rate {
  perSecond: number;
  burst: number;
}

/** A bucket of tokens: one is taken for each thing that happens, and time fills it again. */
export class TokenBucket {
  readonly #rate: Rate;
  readonly #nowMs: () => number;
  #tokens: number;
  #filledAtMs: number;

  constructor(rate: Rate, nowMs: () => number) {
    this.#rate = rate;
    this.#nowMs = nowMs;
    this.#tokens = rate.burst;
    this.#filledAtMs = nowMs();
  }

  /** Takes a token. Returns 0 when there was one, else the milliseconds until there will be. A clock that is set back costs nobody a token. */
  take(): number {
    const { perSecond, burst } = this.#rate;
    const now = this.#nowMs();
    const passedMs = Math.max(0, now - this.#filledAtMs);
    this.#filledAtMs = now;
    this.#tokens = Math.min(burst, this.#tokens + (passedMs / 1000) * perSecond);
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return 0;
    }
    return ((1 - this.#tokens) / perSecond) * 1000;
  }
}
