import type { BitMemory, Bits, ReadonlyBits } from "./bits";
import type { LevelSets } from "./levelSets";

/** Places of words of a set: those of an action's bit are the same in all sets. */
export type Words = readonly number[];

/** What stood in the place of something, and the words of its sets that may differ; all others are the same. */
export interface Change<T> {
  readonly was: T;
  readonly words: Words;
}

/** Beyond this part of all words, working out all of them is no slower. */
const MAX_PART = 1 / 8;

/** The words in which any of the sets differ; `undefined` where they are too many to go by. */
export function listChangedWords(was: LevelSets, is: LevelSets): Words | undefined {
  const words: number[] = [];
  const { length } = is.denied;
  for (let at = 0; at < length; at++) {
    const isSame =
      was.denied[at] === is.denied[at] &&
      was.closed[at] === is.closed[at] &&
      was.unknown[at] === is.unknown[at] &&
      was.open[at] === is.open[at];
    if (isSame) continue;
    words.push(at);
    if (words.length > length * MAX_PART) return undefined;
  }
  return words;
}

/** The words of both; one may be named twice. */
export function joinWords(one: Words = [], other: Words = []): Words {
  if (one.length === 0 || one === other) return other;
  return other.length === 0 ? one : [...one, ...other];
}

/** The set with this word; `set` is `was` itself until a word differs, and from then on a copy. */
export function putWord(
  set: ReadonlyBits,
  was: ReadonlyBits,
  at: number,
  word: number,
  memory: BitMemory,
): ReadonlyBits {
  // As it is read from a set.
  if (word >>> 0 === set[at]) return set;
  const own = set === was ? memory.copy(was) : (set as Bits);
  own[at] = word;
  return own;
}
