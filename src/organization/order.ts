import { runAtOnce, STEP } from "./steps";

/** One order for all machines: the person's locale must not decide where an account stands. */
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

interface Named {
  readonly name: string;
  readonly id: string;
}

/** Sorts by name as people read it (`team-2` before `team-10`), then by id. */
export function sortByName<T extends Named>(items: Iterable<T>): readonly T[] {
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
  return [...items].sort((a, b) => collator.compare(a.name, b.name) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Digits of a number in a key; longer ones are left to the collator. */
const DIGITS = 16;
let ranks: readonly string[] | undefined;

/**
 * A text whose plain order is the collator's, which is an order of magnitude slower and would block the editor at ten
 * thousand accounts; `undefined` for a name that is not plain ASCII.
 */
function toKey(name: string): string | undefined {
  ranks ??= createRanks();
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
    const rank = ranks[code];
    if (rank === undefined) return undefined;
    key += rank;
  }
  return key;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** For each printable ASCII character one whose code tells its place: punctuation before numbers before letters. */
function createRanks(): readonly string[] {
  const printable = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));
  const marks = printable.filter((char) => collator.compare(char, "0") < 0).sort(collator.compare);
  const letters = printable.filter((char) => collator.compare(char, "9") > 0).sort(collator.compare);
  const table: string[] = [];
  // Below "0" there is room for 47 marks: there are 33.
  marks.forEach((char, at) => {
    table[char.charCodeAt(0)] = String.fromCharCode(48 - marks.length + at);
  });
  let place = 57;
  letters.forEach((char, at) => {
    const before = letters[at - 1];
    if (before === undefined || collator.compare(before, char) !== 0) place++;
    table[char.charCodeAt(0)] = String.fromCharCode(place);
  });
  return table;
}
