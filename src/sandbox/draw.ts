import { demand } from "./demand";
import type { Random } from "./ids";

/** Repeatable random numbers (mulberry32): the same seed gives the same row. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `low` to `high`, both included. */
export function drawNumber(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

export function drawOne<T>(random: Random, list: readonly T[]): T {
  return demand(list[Math.floor(random() * list.length)]);
}

/** `count` different entries, or all, in the list's order. */
export function drawSome<T>(random: Random, list: readonly T[], count: number): readonly T[] {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, list.length)) chosen.add(Math.floor(random() * list.length));
  return list.filter((_, index) => chosen.has(index));
}
