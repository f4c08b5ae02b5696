import { createConnectionClosed, isOrganizationError, OrganizationError } from "../errors";
import type { Gap } from "../model";

/** Pauses before what AWS did not answer is tried once more, in milliseconds; the pacing has tried it often before. */
const PAUSES = [5_000, 10_000, 20_000, 40_000, 60_000];
/** Refusals without an answer after which an operation is taken for forbidden as a whole. */
const ENOUGH_REFUSALS = 3;

export interface EffortOptions {
  readonly signal: AbortSignal;
  /** Waits so many milliseconds; ends early when the signal aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

interface Record {
  answered: number;
  refused: number;
  /** The last refusal. */
  error?: OrganizationError;
}

/** What was given up, by the operation that was tried. */
interface Missed {
  readonly operation: string;
  readonly gap: Gap;
  readonly error: OrganizationError | undefined;
}

/**
 * Tries things until they are done, told to be impossible, or useless to try: a missing permission is found out by a
 * few requests, not by thousands. What was given up is a gap with its reason.
 */
export class Effort {
  readonly #options: EffortOptions;
  readonly #records = new Map<string, Record>();
  #gaps: Missed[] = [];
  #stopped: OrganizationError | undefined;

  constructor(options: EffortOptions) {
    this.#options = options;
  }

  get gaps(): readonly Gap[] {
    return this.#gaps.map(({ gap }) => gap);
  }

  /** The first error that led to a gap. */
  get error(): OrganizationError | undefined {
    return this.#gaps[0]?.error;
  }

  /** Why everything has to stop: signed out, no network, called off. */
  get stopped(): OrganizationError | undefined {
    return this.#stopped;
  }

  /** Whether an operation has been refused as a whole. */
  isClosed(operation: string): boolean {
    const record = this.#records.get(operation);
    return record !== undefined && record.answered === 0 && record.refused >= ENOUGH_REFUSALS;
  }

  /** Another operation has told the same. */
  forget(operation: string): void {
    this.#gaps = this.#gaps.filter((missed) => missed.operation !== operation);
  }

  /** The answer; `undefined` when it was given up. */
  async try<T>(operation: string, resource: string | undefined, run: () => Promise<T>): Promise<T | undefined> {
    const record = this.#getRecord(operation);
    for (const pause of [...PAUSES, undefined]) {
      if (this.#isStopped()) return undefined;
      if (this.isClosed(operation)) return this.#giveUp(operation, resource, record.error);
      try {
        const answer = await run();
        record.answered++;
        return answer;
      } catch (caught) {
        const error = toError(caught);
        switch (error.kind) {
          case "signedOut":
          case "noOrganization":
          case "offline":
          case "cancelled":
            this.#stopped ??= error;
            return undefined;
          case "throttled":
          case "unavailable":
            if (pause === undefined) return this.#giveUp(operation, resource, error);
            await this.#options.wait(pause, this.#options.signal);
            break;
          case "notFound":
            // It has gone since it was listed.
            return undefined;
          case "denied":
          case "unsupported":
            record.refused++;
            record.error = error;
            return this.#giveUp(operation, resource, error);
          default:
            return this.#giveUp(operation, resource, error);
        }
      }
    }
    return undefined;
  }

  #isStopped(): boolean {
    if (this.#options.signal.aborted) this.#stopped ??= createConnectionClosed();
    return this.#stopped !== undefined;
  }

  #giveUp(operation: string, resource: string | undefined, error: OrganizationError | undefined): undefined {
    const reason = error?.message ?? "not read";
    const gap = { operation: error?.operation ?? operation, ...(resource !== undefined && { resource }), reason };
    this.#gaps.push({ operation, gap, error });
    return undefined;
  }

  #getRecord(operation: string): Record {
    let record = this.#records.get(operation);
    if (!record) this.#records.set(operation, (record = { answered: 0, refused: 0 }));
    return record;
  }
}

function toError(error: unknown): OrganizationError {
  return isOrganizationError(error) ? error : new OrganizationError("unavailable", String(error), { cause: error });
}
