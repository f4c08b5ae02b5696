/** A cache that forgets what neither this round nor the last asked for. */
export class Generations<K, V> {
  #current = new Map<K, V>();
  #last = new Map<K, V>();

  get(key: K, make: () => V): V {
    const known = this.#current.get(key);
    if (known !== undefined) return known;
    const value = this.#last.get(key) ?? make();
    this.#current.set(key, value);
    return value;
  }

  /** Begins a round. */
  advance(): void {
    this.#last = this.#current;
    this.#current = new Map();
  }
}
