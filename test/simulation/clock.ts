import type { Clock } from "../../src/aws/pacing";

interface Alarm {
  readonly at: number;
  readonly turn: number;
  readonly ring: () => void;
}

/** Turns of the event loop in which nothing waits for time. */
const PATIENCE = 1000;

/**
 * Time that passes only when everything waits for it, so that an hour of loading takes seconds. Chance is seeded: the
 * same run is the same run.
 */
export class SimulatedClock implements Clock {
  readonly #alarms: Alarm[] = [];
  #now = 0;
  #turns = 0;
  #busy = 0;
  #seed = 1;

  readonly now = (): number => this.#now;

  readonly sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      this.#add({ at: this.#now + Math.max(0, milliseconds), turn: this.#turns++, ring: resolve });
      signal?.addEventListener("abort", () => resolve(), { once: true });
    });

  readonly random = (): number => {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#seed / 2 ** 32;
  };

  /** Work that takes no simulated time but real turns of the event loop; time stands still meanwhile. */
  begin(): void {
    this.#busy++;
  }

  end(): void {
    this.#busy--;
  }

  /** Lets time pass until `work` has ended; answers what it did. */
  async run<T>(work: Promise<T>): Promise<T> {
    const state = { isOver: false };
    const end = () => {
      state.isOver = true;
    };
    work.then(end, end);
    let idle = 0;
    while (!state.isOver) {
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
      if (state.isOver || this.#busy > 0) continue;
      const next = this.#takeFirst();
      if (!next) {
        // Work in turns goes on by itself for a while.
        if (++idle > PATIENCE) throw new Error("Nothing is left to wait for.");
        continue;
      }
      idle = 0;
      this.#now = Math.max(this.#now, next.at);
      next.ring();
    }
    return work;
  }

  /** A binary heap by time, then by turn. */
  #add(alarm: Alarm): void {
    const heap = this.#alarms;
    heap.push(alarm);
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!isBefore(heap[at], heap[parent])) break;
      swap(heap, at, parent);
      at = parent;
    }
  }

  #takeFirst(): Alarm | undefined {
    const heap = this.#alarms;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    heap[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (isBefore(heap[left], heap[least])) least = left;
      if (isBefore(heap[right], heap[least])) least = right;
      if (least === at) return first;
      swap(heap, at, least);
      at = least;
    }
  }
}

function isBefore(a: Alarm | undefined, b: Alarm | undefined): boolean {
  if (!a || !b) return a !== undefined;
  return a.at < b.at || (a.at === b.at && a.turn < b.turn);
}

function swap(heap: Alarm[], a: number, b: number): void {
  const [left, right] = [heap[a], heap[b]];
  if (left && right) [heap[a], heap[b]] = [right, left];
}
