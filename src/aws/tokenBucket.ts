import type { Rate } from "../terms/rates";

/** Seconds after a throttle until the rate that was too much is reached again, and overstepped slowly. */
const RECOVERY = 20;
/** The least part of its rate that a bucket is cut to. */
const LEAST = 1 / 32;
/**
 * Seconds by which requests may arrive closer together than they were sent: as many tokens stay in AWS's bucket that
 * ours does not count on.
 */
const JITTER = 0.25;
/** Tokens that may gather beyond the share of a burst, lest a timer that rings late cost rate. */
const SLACK = 0.5;

/**
 * Lets a share of AWS's rate through, and of its burst at once, but at least one request. When AWS says that even this
 * is too much, since others call too, it halves the rate, and comes back to it along a cubic: soon to near where it was
 * too much, long there, then on. Times in milliseconds.
 */
export class TokenBucket {
  readonly #perMillisecond: number;
  readonly #size: number;
  #tokens: number;
  #at: number;
  #cut: { readonly at: number; readonly ceiling: number } | undefined;

  constructor({ rate, burst }: Rate, share: number, now: number) {
    this.#perMillisecond = (rate * share) / 1000;
    this.#size = Math.max(1, Math.min(burst - JITTER * rate, Math.max(1, burst * share) + SLACK));
    this.#tokens = this.#size;
    this.#at = now;
  }

  /** Takes a token and answers 0, or takes none and answers how long until there is one. */
  take(now: number): number {
    this.#fill(now);
    // A sum of fractions may miss one by a hair.
    if (this.#tokens >= 1 - 1e-9) {
      this.#tokens = Math.max(0, this.#tokens - 1);
      return 0;
    }
    return Math.ceil((1 - this.#tokens) / (this.#perMillisecond * this.getFactor(now)));
  }

  /** AWS refused a request sent at `sentAt`. Requests sent before the last cut tell nothing new. */
  cut(sentAt: number, now: number): void {
    this.#fill(now);
    this.#tokens = 0;
    if (this.#cut && sentAt <= this.#cut.at) return;
    this.#cut = { at: now, ceiling: Math.max(2 * LEAST, this.getFactor(now)) };
  }

  /** The part of the share used now: 1 unless AWS has throttled. */
  getFactor(now: number): number {
    if (!this.#cut) return 1;
    const { at, ceiling } = this.#cut;
    const distance = ((now - at) / 1000 - RECOVERY) / RECOVERY;
    const factor = ceiling + (ceiling / 2) * distance ** 3;
    if (factor < 1) return factor;
    this.#cut = undefined;
    return 1;
  }

  /** Requests a second now. */
  getRate(now: number): number {
    return this.#perMillisecond * 1000 * this.getFactor(now);
  }

  #fill(now: number): void {
    const factor = this.getFactor(now);
    // While others take their part there is no burst to count on.
    const size = factor < 1 ? 1 : this.#size;
    this.#tokens = Math.min(size, this.#tokens + (now - this.#at) * this.#perMillisecond * factor);
    this.#at = now;
  }
}
