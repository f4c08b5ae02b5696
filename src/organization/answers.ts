import { Emitter } from "../terms/event";
import { isOrganizationError, OrganizationError } from "./errors";
import { getPartKey, type Answer } from "./parts";
import { isSameData } from "./sameData";
import type { PartState, StoreChange, StorePart } from "./store";

interface Entry {
  readonly part: StorePart;
  /** The last answer; shown while a newer one is fetched. */
  value: unknown;
  /** Generation in which the fetch of `value` began; below `wanted` when it is stale. */
  valueGeneration: number;
  /** Answers of older generations are dropped. */
  wanted: number;
  loading: Promise<unknown> | undefined;
  error: OrganizationError | undefined;
}

/**
 * Keeps one answer for each part: shares fetches, drops what an older generation delivers, and tells the smallest
 * change. `onAnswer` sees each answer that is kept and returns the other parts that it changed with it.
 */
export class Answers {
  readonly #entries = new Map<string, Entry>();
  readonly #changes = new Emitter<StoreChange>();
  readonly #ended = new AbortController();
  readonly #onAnswer: (part: StorePart) => readonly StorePart[];
  #generation = 0;

  readonly onDidChange = this.#changes.event;

  constructor(onAnswer: (part: StorePart) => readonly StorePart[]) {
    this.#onAnswer = onAnswer;
  }

  get<P extends StorePart>(part: P): Answer<P> | undefined {
    return this.#entries.get(getPartKey(part))?.value as Answer<P> | undefined;
  }

  getState(part: StorePart): PartState {
    const entry = this.#entries.get(getPartKey(part));
    if (!entry) return { state: "absent" };
    if (entry.loading) return { state: "loading" };
    if (entry.error) return { state: "failed", error: entry.error };
    return { state: isLoaded(entry) ? "loaded" : "absent" };
  }

  /** Whether the answer for `part` was fetched after the last refresh of `other`. */
  isNewerThanRefresh(part: StorePart, other: StorePart): boolean {
    const entry = this.#entries.get(getPartKey(part));
    const wanted = this.#entries.get(getPartKey(other))?.wanted ?? 0;
    return entry !== undefined && isLoaded(entry) && entry.valueGeneration >= wanted;
  }

  load<P extends StorePart>(part: P, fetch: (signal: AbortSignal) => Promise<Answer<P>>): Promise<Answer<P>> {
    const entry = this.#getEntry(part);
    if (entry.loading) return entry.loading as Promise<Answer<P>>;
    if (isLoaded(entry)) return Promise.resolve(entry.value as Answer<P>);
    const generation = this.#generation;
    const loading: Promise<Answer<P>> = this.#fetch(fetch).then(
      (value) => {
        if (entry.loading !== loading) return this.load(part, fetch);
        entry.loading = undefined;
        this.#fire(this.#set(entry, value, generation));
        return value;
      },
      (error: unknown) => {
        if (entry.loading !== loading && !this.#ended.signal.aborted) return this.load(part, fetch);
        entry.loading = undefined;
        entry.value = undefined;
        entry.error = toOrganizationError(error);
        this.#fire([part]);
        throw entry.error;
      },
    );
    entry.loading = loading;
    entry.error = undefined;
    return loading;
  }

  /**
   * Corrects a known answer by what that for `source` shows, unless it is stale or newer; returns the part if it
   * differs. It gets no fresher by that: the rest of it is as old as before.
   */
  amend<P extends StorePart>(part: P, value: Answer<P>, source: StorePart): readonly StorePart[] {
    const entry = this.#getEntry(part);
    if (!isLoaded(entry) || this.#getEntry(source).valueGeneration < entry.valueGeneration) return [];
    if (isSameData(entry.value, value)) return [];
    entry.value = value;
    return [part];
  }

  refresh(parts?: readonly StorePart[]): void {
    this.#generation++;
    const entries = parts ? parts.map((part) => this.#getEntry(part)) : [...this.#entries.values()];
    const shown = entries.filter(
      (entry) => isLoaded(entry) || entry.error !== undefined || entry.loading !== undefined,
    );
    for (const entry of entries)
      Object.assign(entry, { wanted: this.#generation, loading: undefined, error: undefined });
    this.#fire(shown.map((entry) => entry.part));
  }

  dispose(): void {
    this.#ended.abort();
    this.#changes.dispose();
  }

  /** Starts a turn later, so that `loading` is in place whatever `fetch` does. */
  async #fetch<T>(fetch: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#ended.signal.throwIfAborted();
    return fetch(this.#ended.signal);
  }

  #set(entry: Entry, value: unknown, generation: number): readonly StorePart[] {
    const differs = !isSameData(entry.value, value);
    Object.assign(entry, { value, valueGeneration: generation, error: undefined });
    const others = this.#onAnswer(entry.part);
    return differs ? [entry.part, ...others] : others;
  }

  #getEntry(part: StorePart): Entry {
    const key = getPartKey(part);
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = { part, value: undefined, valueGeneration: 0, wanted: 0, loading: undefined, error: undefined };
      this.#entries.set(key, entry);
    }
    return entry;
  }

  #fire(parts: readonly StorePart[]): void {
    if (parts.length > 0) this.#changes.fire({ parts });
  }
}

function isLoaded(entry: Entry): boolean {
  return entry.value !== undefined && entry.valueGeneration >= entry.wanted;
}

function toOrganizationError(error: unknown): OrganizationError {
  if (isOrganizationError(error)) return error;
  if (error instanceof Error && error.name === "AbortError") {
    return new OrganizationError("cancelled", "Cancelled", { cause: error });
  }
  return new OrganizationError("unavailable", error instanceof Error ? error.message : String(error), { cause: error });
}
