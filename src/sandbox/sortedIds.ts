/** A set of ids that lists them in order; cheap to fill in bulk and to change one at a time. */
export class SortedIds {
  readonly #ids: string[] = [];
  #sorted = true;

  add(id: string): void {
    const last = this.#ids.at(-1);
    if (last !== undefined && last > id) this.#sorted = false;
    this.#ids.push(id);
  }

  delete(id: string): void {
    const at = findAfter(this.list(), id) - 1;
    if (this.#ids[at] === id) this.#ids.splice(at, 1);
  }

  list(): readonly string[] {
    if (!this.#sorted) {
      this.#ids.sort();
      this.#sorted = true;
    }
    return this.#ids;
  }
}

/** Where the ids greater than `id` begin, in a sorted list. */
export function findAfter(ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? "") <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Sorted ids under a key, such as the accounts of a parent. */
export class IdIndex {
  readonly #byKey = new Map<string, SortedIds>();

  add(key: string, id: string): void {
    let ids = this.#byKey.get(key);
    if (!ids) this.#byKey.set(key, (ids = new SortedIds()));
    ids.add(id);
  }

  delete(key: string, id: string): void {
    this.#byKey.get(key)?.delete(id);
  }

  list(key: string): readonly string[] {
    return this.#byKey.get(key)?.list() ?? [];
  }
}
