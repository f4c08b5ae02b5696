import { getRate, type Rate } from "../terms/rates";

interface Bucket {
  tokens: number;
  /** Milliseconds since 1970. */
  at: number;
}

/** AWS's request limits: each operation has a bucket for the calling account and one for the organization. */
export class Throttle {
  readonly #clock: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Takes a token out of every bucket of the operation, or none when one is empty. */
  tryTake(operation: string, accountId: string, organizationId: string | undefined): boolean {
    const rates = getRate(operation);
    if (!rates) return true;
    const buckets = [this.#fill(`${operation} ${accountId}`, rates.account)];
    if (rates.organization && organizationId) {
      buckets.push(this.#fill(`${operation} ${organizationId}`, rates.organization));
    }
    if (buckets.some((bucket) => bucket.tokens < 1)) return false;
    for (const bucket of buckets) bucket.tokens--;
    return true;
  }

  #fill(key: string, { rate, burst }: Rate): Bucket {
    const now = this.#clock();
    let bucket = this.#buckets.get(key);
    if (!bucket) this.#buckets.set(key, (bucket = { tokens: burst, at: now }));
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * rate);
    bucket.at = now;
    return bucket;
  }
}
