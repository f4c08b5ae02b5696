/** A set of a catalogue's actions, one bit for each. Sets of one universe have one length. */
export type Bits = Uint32Array;

/** A set that nobody writes to any more. */
export type ReadonlyBits = Omit<Uint32Array, "fill" | "set" | "copyWithin" | "reverse" | "sort"> & {
  readonly [index: number]: number;
};

export function createBits(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5);
}

/** So many sets share a piece of memory: one by one they cost more to get and to collect than to fill. */
const SETS_PER_PIECE = 32;

/** Memory for sets of one length that are made together, and go together. */
export class BitMemory {
  /** The empty set. */
  readonly none: ReadonlyBits;
  #piece = new ArrayBuffer(0);
  #used = 0;

  constructor(none: ReadonlyBits) {
    this.none = none;
  }

  /** A set whose words may hold anything. */
  take(): Bits {
    const { length, byteLength } = this.none;
    if (this.#used + byteLength > this.#piece.byteLength) {
      this.#piece = new ArrayBuffer(byteLength * SETS_PER_PIECE);
      this.#used = 0;
    }
    const bits = new Uint32Array(this.#piece, this.#used, length);
    this.#used += byteLength;
    return bits;
  }

  copy(bits: ReadonlyBits): Bits {
    const copy = this.take();
    copy.set(bits);
    return copy;
  }

  /** The set itself, or the one that is empty. */
  share(bits: ReadonlyBits): ReadonlyBits {
    return bits !== this.none && isEmpty(bits) ? this.none : bits;
  }
}

export function addBit(bits: Bits, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) | (1 << (index & 31));
}

export function hasBit(bits: ReadonlyBits, index: number): boolean {
  return (((bits[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;
}

/** Adds `from` up to but not with `to`. */
export function addRange(bits: Bits, from: number, to: number): void {
  for (let index = from; index < to; index++) addBit(bits, index);
}

export function addAll(target: Bits, source: ReadonlyBits): void {
  for (let at = 0; at < target.length; at++) target[at] = (target[at] ?? 0) | (source[at] ?? 0);
}

export function removeAll(target: Bits, source: ReadonlyBits): void {
  for (let at = 0; at < target.length; at++) target[at] = (target[at] ?? 0) & ~(source[at] ?? 0);
}

export function keepOnly(target: Bits, source: ReadonlyBits): void {
  for (let at = 0; at < target.length; at++) target[at] = (target[at] ?? 0) & (source[at] ?? 0);
}

/** Adds what is in one of the two and not in the other. */
export function addDifference(target: Bits, left: ReadonlyBits, right: ReadonlyBits): void {
  for (let at = 0; at < target.length; at++) target[at] = (target[at] ?? 0) | ((left[at] ?? 0) ^ (right[at] ?? 0));
}

/** All that is in any of the sets; the very set, where only one has members. `none` is the empty set. */
export function unite(sets: readonly ReadonlyBits[], none: ReadonlyBits, memory?: BitMemory): ReadonlyBits {
  return uniteWithout(sets, [], none, memory);
}

/** All that is in any of the sets and in none of `stronger`. Of thousands most are one of the sets as it is, or empty. */
export function uniteWithout(
  sets: readonly ReadonlyBits[],
  stronger: readonly ReadonlyBits[],
  none: ReadonlyBits,
  memory?: BitMemory,
): ReadonlyBits {
  const first = findOther(sets, none);
  if (!first) return none;
  const second = findOther(sets, none, first) ?? none;
  const taken = findOther(stronger, none) ?? none;
  if (second === none && taken === none) return first;
  const result = memory?.take() ?? new Uint32Array(none.length);
  uniteTwoWithout(result, first, second, taken);
  if (findOther(sets, none, first, second)) {
    for (const bits of sets) addAll(result, bits);
    removeAll(result, taken);
  }
  for (const bits of stronger) if (bits !== none && bits !== taken) removeAll(result, bits);
  return taken !== none && isEmpty(result) ? none : result;
}

/** The first that is none of these. */
function findOther(
  sets: readonly ReadonlyBits[],
  none: ReadonlyBits,
  first = none,
  second = none,
): ReadonlyBits | undefined {
  for (const set of sets) if (set !== none && set !== first && set !== second) return set;
  return undefined;
}

/** In one go: this is where most of the time of judging thousands of accounts is spent. */
function uniteTwoWithout(result: Bits, left: ReadonlyBits, right: ReadonlyBits, taken: ReadonlyBits): void {
  for (let at = 0; at < result.length; at++) {
    result[at] = ((left[at] ?? 0) | (right[at] ?? 0)) & ~(taken[at] ?? 0);
  }
}

export function intersect(left: ReadonlyBits, right: ReadonlyBits): Bits {
  const result = new Uint32Array(left.length);
  for (let at = 0; at < result.length; at++) result[at] = (left[at] ?? 0) & (right[at] ?? 0);
  return result;
}

export function subtract(left: ReadonlyBits, right: ReadonlyBits): Bits {
  const result = new Uint32Array(left.length);
  for (let at = 0; at < result.length; at++) result[at] = (left[at] ?? 0) & ~(right[at] ?? 0);
  return result;
}

export function isEmpty(bits: ReadonlyBits): boolean {
  for (let at = 0; at < bits.length; at++) if (bits[at] !== 0) return false;
  return true;
}

export function equals(left: ReadonlyBits, right: ReadonlyBits): boolean {
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  return true;
}

/** A number that equal sets share. */
export function hashBits(bits: ReadonlyBits): number {
  let hash = 0;
  for (let at = 0; at < bits.length; at++) hash = Math.imul(hash ^ (bits[at] ?? 0), 0x0100_0193);
  return hash;
}

/** Whether every member of the first is in the second. */
export function isSubset(inner: ReadonlyBits, outer: ReadonlyBits): boolean {
  for (let at = 0; at < inner.length; at++) if (((inner[at] ?? 0) & ~(outer[at] ?? 0)) !== 0) return false;
  return true;
}

export function countBits(bits: ReadonlyBits): number {
  let count = 0;
  for (let at = 0; at < bits.length; at++) {
    let word = bits[at] ?? 0;
    word -= (word >>> 1) & 0x5555_5555;
    word = (word & 0x3333_3333) + ((word >>> 2) & 0x3333_3333);
    count += Math.imul((word + (word >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
  }
  return count;
}

/** The members, in order. */
export function* listBits(bits: ReadonlyBits): Generator<number> {
  for (let at = 0; at < bits.length; at++) {
    for (let word = bits[at] ?? 0; word !== 0; word &= word - 1) yield (at << 5) + 31 - Math.clz32(word & -word);
  }
}
