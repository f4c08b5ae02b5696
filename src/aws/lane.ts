import type { Priority } from "../organization/ports";
import type { RequestCount } from "./types";
import type { TokenBucket } from "./tokenBucket";

/** A place in the queue that all pages of one list share: those of a list under way go before new lists. */
export interface Turn {
  at?: number;
}

export interface Waiting {
  readonly priority: Priority;
  readonly turn: number;
  /** When it came, in milliseconds. */
  readonly since: number;
  start(): void;
}

/** The requests of one operation: those that wait, and what became of the others. */
export class Lane {
  readonly operation: string;
  /** Absent where nothing limits the operation. */
  bucket: TokenBucket | undefined;
  readonly #waiting: Waiting[] = [];
  #sent = 0;
  #throttled = 0;
  #failed = 0;
  #waited = 0;

  constructor(operation: string, bucket: TokenBucket | undefined) {
    this.operation = operation;
    this.bucket = bucket;
  }

  add(waiting: Waiting): void {
    this.#waiting.push(waiting);
  }

  /** Takes it out; nothing happens when it has started already. */
  remove(waiting: Waiting): void {
    const at = this.#waiting.indexOf(waiting);
    if (at >= 0) this.#waiting.splice(at, 1);
  }

  /** The first of a priority by its turn; priorities may have risen since they came. */
  getFirst(priority: Priority): Waiting | undefined {
    let first: Waiting | undefined;
    for (const waiting of this.#waiting) {
      if (waiting.priority === priority && (!first || waiting.turn < first.turn)) first = waiting;
    }
    return first;
  }

  start(waiting: Waiting, now: number): void {
    this.remove(waiting);
    this.#sent++;
    this.#waited += now - waiting.since;
    waiting.start();
  }

  countFailure(isThrottled: boolean): void {
    if (isThrottled) this.#throttled++;
    else this.#failed++;
  }

  getCount(now: number): RequestCount {
    return {
      operation: this.operation,
      sent: this.#sent,
      throttled: this.#throttled,
      failed: this.#failed,
      waited: Math.round(this.#waited),
      waiting: this.#waiting.length,
      ...(this.bucket && { rate: this.bucket.getRate(now), slowedTo: this.bucket.getFactor(now) }),
    };
  }
}
