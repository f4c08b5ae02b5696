import { isOrganizationError, OrganizationError } from "../organization/errors";
import type { Priority, RequestOptions } from "../organization/ports";
import { getRate } from "../terms/rates";
import { TokenBucket } from "./tokenBucket";

/** Time and chance, so that tests need neither. `sleep` ends early, without failing, when the signal aborts. */
export interface Clock {
  /** Milliseconds that never run backwards. */
  now(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** 0 ≤ x < 1 */
  random(): number;
}

export interface PacingOptions {
  /** Part of AWS's documented request rates to use; `undefined`: send at once. */
  readonly share: number | undefined;
  readonly clock: Clock;
}

export interface Request<T> extends RequestOptions {
  readonly operation: string;
  /** Sent again after throttling or an outage; never for a write. */
  readonly isRead: boolean;
  /** Fails with an `OrganizationError` only. */
  send(): Promise<T>;
}

interface Waiting {
  readonly operation: string;
  readonly priority: Priority;
  start(): void;
}

const MAX_AT_ONCE = 16;
const MAX_ATTEMPTS = { throttled: 8, unavailable: 4 };
const BACKOFF = { base: 250, cap: 20_000 };

/**
 * The one layer that every request goes through: no faster than the share of AWS's documented rate of its operation,
 * no more than sixteen at once, what the screen waits for first.
 */
export class Pacing {
  readonly #clock: Clock;
  readonly #share: number | undefined;
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #waiting: Waiting[] = [];
  #active = 0;
  /** When the next look at the queue is due. */
  #wakeAt = Number.POSITIVE_INFINITY;

  constructor({ share, clock }: PacingOptions) {
    this.#share = share;
    this.#clock = clock;
  }

  /** Sends a request in its turn; a read again, with growing random pauses, while AWS is busy or away. */
  async run<T>(request: Request<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      await this.#enter(request);
      try {
        return await request.send();
      } catch (error) {
        if (!isOrganizationError(error, "throttled", "unavailable") || !request.isRead) throw error;
        const kind = error.kind === "throttled" ? "throttled" : "unavailable";
        if (kind === "throttled") this.#getBucket(request.operation)?.drain(this.#clock.now());
        if (attempt >= MAX_ATTEMPTS[kind]) throw error;
      } finally {
        this.#leave();
      }
      await this.#clock.sleep(this.#getPause(attempt), request.signal);
    }
  }

  /** Full jitter: anything up to a limit that doubles with each attempt. */
  #getPause(attempt: number): number {
    return this.#clock.random() * Math.min(BACKOFF.cap, BACKOFF.base * 2 ** attempt);
  }

  #enter({ operation, priority = "screen", signal }: Request<unknown>): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        operation,
        priority,
        start() {
          signal?.removeEventListener("abort", abort);
          resolve();
        },
      };
      const abort = () => {
        const at = this.#waiting.indexOf(waiting);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(new OrganizationError("cancelled", "Cancelled", { operation, cause: signal?.reason }));
      };
      if (signal?.aborted) return abort();
      signal?.addEventListener("abort", abort, { once: true });
      this.#waiting.push(waiting);
      this.#startDue();
    });
  }

  #leave(): void {
    this.#active--;
    this.#startDue();
  }

  /** Starts whatever may go now, then sets the alarm for the first that may go later. */
  #startDue(): void {
    const now = this.#clock.now();
    const exhausted = new Set<string>();
    for (const priority of ["screen", "background"] as const) {
      for (const waiting of this.#waiting.filter((candidate) => candidate.priority === priority)) {
        if (this.#active >= MAX_AT_ONCE) return;
        if (exhausted.has(waiting.operation)) continue;
        const pause = this.#getBucket(waiting.operation)?.take(now) ?? 0;
        if (pause > 0) {
          exhausted.add(waiting.operation);
          this.#wake(now + pause);
          continue;
        }
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        this.#active++;
        waiting.start();
      }
    }
  }

  #wake(at: number): void {
    if (at >= this.#wakeAt) return;
    this.#wakeAt = at;
    void this.#clock.sleep(at - this.#clock.now()).then(() => {
      if (this.#wakeAt !== at) return;
      this.#wakeAt = Number.POSITIVE_INFINITY;
      this.#startDue();
    });
  }

  #getBucket(operation: string): TokenBucket | undefined {
    const rate = getRate(operation)?.account;
    if (this.#share === undefined || !rate) return undefined;
    let bucket = this.#buckets.get(operation);
    if (!bucket) {
      bucket = new TokenBucket(rate.rate * this.#share, rate.burst * this.#share, this.#clock.now());
      this.#buckets.set(operation, bucket);
    }
    return bucket;
  }
}
