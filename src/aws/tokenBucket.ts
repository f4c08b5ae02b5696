/** Lets `rate` requests a second through on average and `burst`, but at least one, at once. Times in milliseconds. */
export class TokenBucket {
  readonly #perMillisecond: number;
  readonly #size: number;
  #tokens: number;
  #at: number;

  constructor(rate: number, burst: number, now: number) {
    this.#perMillisecond = rate / 1000;
    this.#size = Math.max(1, Math.floor(burst));
    this.#tokens = this.#size;
    this.#at = now;
  }

  /** Takes a token and answers 0, or takes none and answers how long until there is one. */
  take(now: number): number {
    this.#fill(now);
    if (this.#tokens >= 1) {
      this.#tokens--;
      return 0;
    }
    return Math.ceil((1 - this.#tokens) / this.#perMillisecond);
  }

  /** Empties it: somebody else has used up what AWS allows. */
  drain(now: number): void {
    this.#fill(now);
    this.#tokens = 0;
  }

  #fill(now: number): void {
    this.#tokens = Math.min(this.#size, this.#tokens + (now - this.#at) * this.#perMillisecond);
    this.#at = now;
  }
}
