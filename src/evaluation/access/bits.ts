/** A set of a catalogue's actions, one bit for each. Sets of one universe have one length. */
export type Bits = Uint32Array;

/** A set that nobody writes to any more. */
export type ReadonlyBits = Omit<Uint32Array, "fill" | "set" | "copyWithin" | "reverse" | "sort"> & {
  readonly [index: number]: number;
};

export function createBits(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5);
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
export function unite(sets: readonly ReadonlyBits[], none: ReadonlyBits): ReadonlyBits {
  return uniteWithout(sets, [], none);
}

/** All that is in any of the sets and in none of `stronger`. Of thousands most are one of the sets as it is, or empty. */
export function uniteWithout(
  sets: readonly ReadonlyBits[],
  stronger: readonly ReadonlyBits[],
  none: ReadonlyBits,
): ReadonlyBits {
  const [first, second = none, ...others] = listFull(sets, none);
  if (!first) return none;
  const [taken = none, ...alsoTaken] = listFull(stronger, none);
  if (second === none && taken === none) return first;
  const result = uniteTwoWithout(first, second, taken);
  for (const bits of others) addAll(result, bits);
  if (others.length > 0) removeAll(result, taken);
  for (const bits of alsoTaken) removeAll(result, bits);
  return taken !== none && isEmpty(result) ? none : result;
}

/** Each of the sets once, those that are `none` left out. */
function listFull(sets: readonly ReadonlyBits[], none: ReadonlyBits): ReadonlyBits[] {
  const full: ReadonlyBits[] = [];
  for (const set of sets) if (set !== none && !full.includes(set)) full.push(set);
  return full;
}

/** In one go: this is where most of the time of judging thousands of accounts is spent. */
function uniteTwoWithout(left: ReadonlyBits, right: ReadonlyBits, taken: ReadonlyBits): Bits {
  const result = new Uint32Array(left.length);
  for (let at = 0; at < result.length; at++) {
    result[at] = ((left[at] ?? 0) | (right[at] ?? 0)) & ~(taken[at] ?? 0);
  }
  return result;
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
