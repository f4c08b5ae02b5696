import { isOrganizationError, OrganizationError } from "../organization/errors";
import { PRIORITIES, type Priority, type RequestOptions } from "../organization/ports";
import { getRate } from "../terms/rates";
import { Lane, type Turn, type Waiting } from "./lane";
import { TokenBucket } from "./tokenBucket";
import type { RequestCount } from "./types";

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
  /** Send at once until the endpoint throttles for the first time: an emulator has no limits, or AWS's. */
  readonly untilThrottled?: boolean;
  readonly clock: Clock;
}

/** `priority` may rise while the request waits. */
export interface Request<T> extends RequestOptions {
  readonly operation: string;
  /** Sent again after throttling or an outage; never for a write. */
  readonly isRead: boolean;
  /** Shared by the pages of a list. */
  readonly turn?: Turn;
  /** Fails with an `OrganizationError` only. */
  send(): Promise<T>;
}

const MAX_AT_ONCE = 16;
const MAX_ATTEMPTS = { throttled: 8, unavailable: 4 };
const BACKOFF = { base: 250, cap: 20_000 };

/**
 * The one layer that every request goes through: no faster than the share of AWS's documented rate of its operation,
 * slower while AWS throttles, no more than sixteen at once, what the screen waits for first. AWS's limits hold for an
 * operation, so that each has a lane of its own.
 */
export class Pacing {
  readonly #clock: Clock;
  readonly #share: number | undefined;
  readonly #lanes = new Map<string, Lane>();
  #isPaced: boolean;
  #active = 0;
  #turns = 0;
  #isHeld = false;
  /** When the next look at the lanes is due. */
  #wakeAt = Number.POSITIVE_INFINITY;

  constructor({ share, untilThrottled = false, clock }: PacingOptions) {
    this.#share = share;
    this.#isPaced = !untilThrottled;
    this.#clock = clock;
  }

  /** Sends a request in its turn; a read again, with growing random pauses, while AWS is busy or away. */
  async run<T>(request: Request<T>): Promise<T> {
    const lane = this.#getLane(request.operation);
    for (let attempt = 1; ; attempt++) {
      await this.#enter(lane, request);
      const sentAt = this.#clock.now();
      try {
        return await request.send();
      } catch (error) {
        const isThrottled = isOrganizationError(error, "throttled");
        lane.countFailure(isThrottled);
        if (isThrottled) this.#slowDown(lane, sentAt);
        if (!request.isRead || !isOrganizationError(error, "throttled", "unavailable")) throw error;
        if (attempt >= MAX_ATTEMPTS[isThrottled ? "throttled" : "unavailable"]) throw error;
      } finally {
        this.#leave();
      }
      await this.#clock.sleep(this.#getPause(attempt), request.signal);
    }
  }

  /** Sends only what someone waits for until the rest is let go again. What is under way ends. */
  holdBackground(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.#startDue();
  }

  /** What was asked so far, by operation. */
  getCounts(): readonly RequestCount[] {
    const now = this.#clock.now();
    return [...this.#lanes.values()].map((lane) => lane.getCount(now));
  }

  #slowDown(lane: Lane, sentAt: number): void {
    if (!this.#isPaced) {
      this.#isPaced = true;
      for (const unpaced of this.#lanes.values()) unpaced.bucket = this.#createBucket(unpaced.operation);
    }
    lane.bucket?.cut(sentAt, this.#clock.now());
  }

  /** Full jitter: anything up to a limit that doubles with each attempt. */
  #getPause(attempt: number): number {
    return this.#clock.random() * Math.min(BACKOFF.cap, BACKOFF.base * 2 ** attempt);
  }

  #enter(lane: Lane, request: Request<unknown>): Promise<void> {
    const { operation, signal, turn = {} } = request;
    turn.at ??= this.#turns++;
    const at = turn.at;
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        get priority() {
          return request.priority ?? "screen";
        },
        turn: at,
        since: this.#clock.now(),
        start() {
          signal?.removeEventListener("abort", abort);
          resolve();
        },
      };
      const abort = () => {
        lane.remove(waiting);
        const cause: unknown = signal?.reason;
        // A connection that closed is told as such.
        reject(
          isOrganizationError(cause) ? cause : new OrganizationError("cancelled", "Cancelled", { operation, cause }),
        );
      };
      if (signal?.aborted) return abort();
      signal?.addEventListener("abort", abort, { once: true });
      lane.add(waiting);
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
    for (const priority of this.#isHeld ? PRIORITIES.slice(0, 1) : PRIORITIES) {
      for (const lane of this.#lanes.values()) this.#startLane(lane, priority, now);
    }
  }

  #startLane(lane: Lane, priority: Priority, now: number): void {
    for (let first = lane.getFirst(priority); first; first = lane.getFirst(priority)) {
      if (this.#active >= MAX_AT_ONCE) return;
      const pause = lane.bucket?.take(now) ?? 0;
      if (pause > 0) return this.#wake(now + pause);
      this.#active++;
      lane.start(first, now);
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

  #getLane(operation: string): Lane {
    let lane = this.#lanes.get(operation);
    if (!lane) {
      lane = new Lane(operation, this.#createBucket(operation));
      this.#lanes.set(operation, lane);
    }
    return lane;
  }

  #createBucket(operation: string): TokenBucket | undefined {
    const rates = getRate(operation)?.account;
    const isLimited = this.#isPaced && this.#share !== undefined && rates !== undefined;
    return isLimited ? new TokenBucket(rates, this.#share, this.#clock.now()) : undefined;
  }
}
