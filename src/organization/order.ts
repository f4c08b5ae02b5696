import { runAtOnce, STEP } from "./steps";

/** One order for all machines: the person's locale must not decide where an account stands. */
const LOCALE = "en";
/** Made for the first name that needs it: the first collator of a process takes ten milliseconds. */
let collator: Intl.Collator | undefined;

function collate(a: string, b: string): number {
  collator ??= new Intl.Collator(LOCALE, { numeric: true, sensitivity: "base" });
  return collator.compare(a, b);
}

interface Named {
  readonly name: string;
  readonly id: string;
}

/** Compares names as people read them, whatever their case. */
export function compareNames(a: string, b: string): number {
  const [left, right] = [toKey(a), toKey(b)];
  return left === undefined || right === undefined ? collate(a, b) : compare(left, right);
}

/** Sorts by name as people read it (`team-2` before `team-10`), then by id. */
export function sortByName<T extends Named>(items: Iterable<T>): readonly T[] {
  if (Array.isArray(items) && items.length < 2) return items as readonly T[];
  return runAtOnce(sortInSteps(items));
}

/** The same, with pauses. */
export function* sortInSteps<T extends Named>(items: Iterable<T>): Generator<void, readonly T[]> {
  const sorted: Keyed<T>[] = [];
  let run: Keyed<T>[] = [];
  for (const item of items) {
    const key = toKey(item.name);
    if (key === undefined) return sortByCollator(items);
    if (run.push({ key, item }) < STEP) continue;
    sorted.push(...run.sort(compareKeyed));
    run = [];
    yield;
  }
  // Runs that are in order already are merged in a fraction of the time.
  sorted.push(...run.sort(compareKeyed));
  return sorted.sort(compareKeyed).map(({ item }) => item);
}

interface Keyed<T> {
  readonly key: string;
  readonly item: T;
}

function compareKeyed<T extends Named>(a: Keyed<T>, b: Keyed<T>): number {
  return compare(a.key, b.key) || compare(a.item.id, b.item.id);
}

function sortByCollator<T extends Named>(items: Iterable<T>): readonly T[] {
  return [...items].sort((a, b) => collate(a.name, b.name) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Digits of a number in a key; longer ones are left to the collator. */
const DIGITS = 16;
/** The printable ASCII characters that are neither digits nor letters, in the collator's order. */
const MARKS = Array.from(" _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$");
const LETTERS = Array.from("abcdefghijklmnopqrstuvwxyz");

/** For each printable ASCII character one whose code tells its place: punctuation before numbers before letters. */
const RANKS: readonly (string | undefined)[] = createRanks();

/**
 * A text whose plain order is the collator's, which is an order of magnitude slower and would block the editor at ten
 * thousand accounts; `undefined` for a name that is not plain ASCII.
 */
function toKey(name: string): string | undefined {
  let key = "";
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (isDigit(code)) {
      const begin = at;
      while (isDigit(name.charCodeAt(at + 1))) at++;
      if (at - begin >= DIGITS) return undefined;
      key += name.slice(begin, at + 1).padStart(DIGITS, "0");
      continue;
    }
    const rank = RANKS[code];
    if (rank === undefined) return undefined;
    key += rank;
  }
  return key;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function createRanks(): readonly (string | undefined)[] {
  const table: string[] = [];
  // Below "0" there is room for 47 marks: there are 33.
  for (const [at, mark] of MARKS.entries()) table[mark.charCodeAt(0)] = String.fromCharCode(48 - MARKS.length + at);
  for (const [at, letter] of LETTERS.entries()) {
    const rank = String.fromCharCode(58 + at);
    table[letter.charCodeAt(0)] = rank;
    table[letter.toUpperCase().charCodeAt(0)] = rank;
  }
  return table;
}
