import { Emitter } from "../terms/event";
import { createConnectionClosed, isOrganizationError, isUnanswered, OrganizationError } from "./errors";
import { PartMap, type Answer } from "./parts";
import { PRIORITIES, type Priority, type RequestOptions } from "./ports";
import { isSameData } from "./sameData";
import type { PartState, StoreChange, StorePart } from "./store";

interface Entry {
  readonly part: StorePart;
  /** The last answer; shown while a newer one is fetched, and where none could be had. */
  value: unknown;
  /** Generation in which the fetch of `value` began, or `SEEDED`; below `wanted` when it is stale. */
  valueGeneration: number;
  /** Answers of older generations are dropped. */
  wanted: number;
  loading: Promise<unknown> | undefined;
  /** Of the most urgent caller that waits for `loading`. */
  priority: Priority;
  error: OrganizationError | undefined;
}

/** The generation of what came out of a snapshot: older than anything read. */
const SEEDED = -1;

/** How a part is read; `options.priority` rises while the answer is under way. */
export type Fetch<P extends StorePart> = (
  options: RequestOptions & { readonly signal: AbortSignal },
) => Promise<Answer<P>>;

/**
 * Keeps one answer for each part: shares fetches, drops what an older generation delivers, and tells the smallest
 * change. `onAnswer` sees each answer that is kept and returns the other parts that it changed with it.
 */
export class Answers {
  readonly #entries = new PartMap<Entry>();
  readonly #changes = new Emitter<StoreChange>();
  readonly #ended = new AbortController();
  readonly #onAnswer: (part: StorePart) => readonly StorePart[];
  #generation = 0;
  /** The generation of the last refresh of everything, of what nobody has asked for yet too. */
  #refreshed = 0;
  #version = 0;

  readonly onDidChange = this.#changes.event;

  constructor(onAnswer: (part: StorePart) => readonly StorePart[]) {
    this.#onAnswer = onAnswer;
  }

  /** Grows with every answer that is kept or forgotten. */
  get version(): number {
    return this.#version;
  }

  /** The one that what is asked for now belongs to. */
  get generation(): number {
    return this.#generation;
  }

  /** Aborted with the store. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  get<P extends StorePart>(part: P): Answer<P> | undefined {
    return this.#entries.get(part)?.value as Answer<P> | undefined;
  }

  getState(part: StorePart): PartState {
    const entry = this.#entries.get(part);
    if (!entry) return { state: "absent" };
    if (entry.loading) return { state: "loading" };
    if (entry.error) return { state: "failed", error: entry.error };
    return { state: isLoaded(entry) ? "loaded" : "absent" };
  }

  /** Whether the answer for `part` was fetched after the last refresh of `other`. */
  isNewerThanRefresh(part: StorePart, other: StorePart): boolean {
    const entry = this.#entries.get(part);
    const wanted = this.#entries.get(other)?.wanted ?? 0;
    return entry !== undefined && isLoaded(entry) && entry.valueGeneration >= wanted;
  }

  load<P extends StorePart>(part: P, fetch: Fetch<P>, priority: Priority = "screen"): Promise<Answer<P>> {
    const entry = this.#getEntry(part);
    if (entry.loading) {
      entry.priority = getMoreUrgent(entry.priority, priority);
      return entry.loading as Promise<Answer<P>>;
    }
    if (isLoaded(entry)) return Promise.resolve(entry.value as Answer<P>);
    const generation = this.#generation;
    entry.priority = priority;
    const loading: Promise<Answer<P>> = this.#fetch(entry, fetch).then(
      (value) => {
        if (entry.loading !== loading) return this.load(part, fetch, priority);
        entry.loading = undefined;
        this.#fire(this.#set(entry, value, generation));
        return value;
      },
      (error: unknown) => {
        if (entry.loading !== loading && !this.#ended.signal.aborted) return this.load(part, fetch, priority);
        entry.loading = undefined;
        this.#version++;
        const { aborted, reason } = this.#ended.signal;
        entry.error = toOrganizationError(aborted ? reason : error);
        if (!isUnanswered(entry.error)) entry.value = undefined;
        this.#fire([part]);
        throw entry.error;
      },
    );
    entry.loading = loading;
    entry.error = undefined;
    return loading;
  }

  /**
   * Answers from a snapshot until it has been read; not where something is known. Returns whether it did. `isFresh`: it
   * need not be read again.
   */
  seed<P extends StorePart>(part: P, value: Answer<P>, isFresh: boolean): boolean {
    const entry = this.#getEntry(part);
    if (entry.value !== undefined) return false;
    Object.assign(entry, { value, valueGeneration: isFresh ? entry.wanted : SEEDED });
    this.#version++;
    this.#onAnswer(part);
    return true;
  }

  isSeeded(part: StorePart): boolean {
    const entry = this.#entries.get(part);
    return entry?.value !== undefined && entry.valueGeneration === SEEDED;
  }

  /**
   * How old an answer is: the generation it was asked for in, if it is no staler than `part`; `undefined` for one that
   * is stale or not known.
   */
  getFreshness(part: StorePart): number | undefined {
    const entry = this.#entries.get(part);
    return entry && isLoaded(entry) ? entry.valueGeneration : undefined;
  }

  /** Takes an answer that others imply, as fresh as `generation`. */
  imply<P extends StorePart>(part: P, value: Answer<P>, generation: number): void {
    const entry = this.#getEntry(part);
    if (generation < entry.wanted || (isLoaded(entry) && entry.valueGeneration >= generation)) return;
    this.#fire(this.#set(entry, value, generation));
  }

  /** The generation below which an answer for `part` would be stale. */
  getWanted(part: StorePart): number {
    return this.#entries.get(part)?.wanted ?? this.#refreshed;
  }

  /**
   * Corrects a known answer by what that for `source` shows, unless it is stale or newer; returns the part if it
   * differs. It gets no fresher by that: the rest of it is as old as before.
   */
  amend<P extends StorePart>(part: P, value: Answer<P>, source: StorePart): readonly StorePart[] {
    const entry = this.#getEntry(part);
    const isCorrectable = isLoaded(entry) || entry.valueGeneration === SEEDED;
    if (!isCorrectable || this.#getEntry(source).valueGeneration < entry.valueGeneration) return [];
    if (isSameData(entry.value, value)) return [];
    entry.value = value;
    return [part];
  }

  refresh(parts?: readonly StorePart[]): void {
    this.#generation++;
    this.#version++;
    if (!parts) this.#refreshed = this.#generation;
    const entries = parts ? parts.map((part) => this.#getEntry(part)) : this.#entries.values();
    const shown = entries.filter(
      (entry) => isLoaded(entry) || entry.error !== undefined || entry.loading !== undefined,
    );
    for (const entry of entries)
      Object.assign(entry, { wanted: this.#generation, loading: undefined, error: undefined });
    this.#fire(shown.map((entry) => entry.part));
  }

  dispose(): void {
    this.#ended.abort(createConnectionClosed());
    this.#changes.dispose();
  }

  /** Tells of parts that changed without an answer of their own. */
  tell(parts: readonly StorePart[]): void {
    this.#fire(parts);
  }

  /** Starts a turn later, so that `loading` is in place whatever `fetch` does. */
  async #fetch<P extends StorePart>(entry: Entry, fetch: Fetch<P>): Promise<Answer<P>> {
    this.#ended.signal.throwIfAborted();
    return fetch({
      signal: this.#ended.signal,
      get priority() {
        return entry.priority;
      },
    });
  }

  #set(entry: Entry, value: unknown, generation: number): readonly StorePart[] {
    const differs = !isSameData(entry.value, value);
    this.#version++;
    Object.assign(entry, { value, valueGeneration: generation, error: undefined });
    const others = this.#onAnswer(entry.part);
    return differs ? [entry.part, ...others] : others;
  }

  #getEntry(part: StorePart): Entry {
    let entry = this.#entries.get(part);
    if (!entry) {
      const nothing = { value: undefined, loading: undefined, error: undefined };
      entry = { part, ...nothing, valueGeneration: 0, wanted: this.#refreshed, priority: "background" };
      this.#entries.set(part, entry);
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

function getMoreUrgent(one: Priority, other: Priority): Priority {
  return PRIORITIES.indexOf(one) < PRIORITIES.indexOf(other) ? one : other;
}
