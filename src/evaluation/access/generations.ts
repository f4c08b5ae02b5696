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

/** The same for what belongs to two things together. */
export class PairGenerations<A, B, V> {
  readonly #make: (one: A, other: B) => V;
  #current = new Map<A, Map<B, V>>();
  #last: ReadonlyMap<A, ReadonlyMap<B, V>> = new Map();

  constructor(make: (one: A, other: B) => V) {
    this.#make = make;
  }

  get(one: A, other: B): V {
    let own = this.#current.get(one);
    if (!own) {
      own = new Map();
      this.#current.set(one, own);
    }
    const known = own.get(other);
    if (known !== undefined) return known;
    const value = this.#last.get(one)?.get(other) ?? this.#make(one, other);
    own.set(other, value);
    return value;
  }

  /** What this round or the last has got. */
  find(one: A, other: B): V | undefined {
    return this.#last.get(one)?.get(other) ?? this.#current.get(one)?.get(other);
  }

  /** Begins a round. */
  advance(): void {
    this.#last = this.#current;
    this.#current = new Map();
  }
}
