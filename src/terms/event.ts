/** Something to dispose of, such as a subscription. */
export interface Disposable {
  dispose(): void;
}

/** Calls `listener` for each later event until the result is disposed. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/**
 * The firing side of an {@link Event}. A listener added while firing hears from the next event on. One that fails keeps
 * the event neither from the others nor from whoever fired: its error is that of a promise nobody waits for.
 */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    const entry = (value: T) => listener(value);
    this.#listeners.add(entry);
    return { dispose: () => this.#listeners.delete(entry) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        void Promise.reject(error);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
