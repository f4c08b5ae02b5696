/** Which entries of two lists are the same thing, moved or changed. */
import { type Ordering, toCanonical } from "./canonical";
import type { Entry, Value } from "./value";

/** For each of `entries` the one of `references` that it is, each of them taken once. */
export type Pairs = ReadonlyMap<Entry, Entry>;

/** By name; of members with the same name the first with the first. */
export function pairMembers(entries: readonly Entry[], references: readonly Entry[]): Pairs {
  return pairByKey(entries, references, ({ name }) => name);
}

/** By place. */
export function pairInOrder(entries: readonly Entry[], references: readonly Entry[]): Pairs {
  return new Map(
    entries.flatMap((entry, index) => {
      const reference = references[index];
      return reference ? [[entry, reference] as const] : [];
    }),
  );
}

/** What says the same, else what has the same Sid, else what is most alike. */
export function pairItems(entries: readonly Entry[], references: readonly Entry[], ordering: Ordering): Pairs {
  const pairs = new Map<Entry, Entry>();
  const add = (find: (rest: readonly Entry[], left: readonly Entry[]) => Pairs): void => {
    const taken = new Set(pairs.values());
    const rest = entries.filter((entry) => !pairs.has(entry));
    const left = references.filter((reference) => !taken.has(reference));
    for (const [entry, reference] of find(rest, left)) pairs.set(entry, reference);
  };
  add((rest, left) => pairByKey(rest, left, ({ value }) => toCanonical(value, ordering)));
  add((rest, left) => pairByKey(rest, left, ({ value }) => getSid(value)));
  add(pairByLikeness);
  return pairs;
}

function pairByKey(
  entries: readonly Entry[],
  references: readonly Entry[],
  getKey: (entry: Entry) => string | undefined,
): Pairs {
  const waiting = new Map<string, Entry[]>();
  for (const reference of references) {
    const key = getKey(reference);
    if (key === undefined) continue;
    const same = waiting.get(key);
    if (same) same.push(reference);
    else waiting.set(key, [reference]);
  }
  return new Map(
    entries.flatMap((entry) => {
      const reference = waiting.get(getKey(entry) ?? "")?.shift();
      return reference ? [[entry, reference] as const] : [];
    }),
  );
}

/** Less alike, and two statements are two, not one that was changed. */
const ALIKE = 0.5;
/** A list with more left to pair is left as it is: every entry is held against every other. */
const MAX_PAIRS = 250_000;

function pairByLikeness(entries: readonly Entry[], references: readonly Entry[]): Pairs {
  if (entries.length * references.length > MAX_PAIRS) return new Map();
  const [ours, theirs] = [entries, references].map((all) =>
    all.flatMap((entry) => (entry.value.kind === "object" ? [{ entry, facts: countFacts(entry.value) }] : [])),
  );
  const candidates = (ours ?? []).flatMap(({ entry, facts }) =>
    (theirs ?? []).map((other) => ({
      entry,
      reference: other.entry,
      likeness: getLikeness(facts, other.facts),
    })),
  );
  const pairs = new Map<Entry, Entry>();
  const taken = new Set<Entry>();
  for (const { entry, reference, likeness } of candidates.sort((a, b) => b.likeness - a.likeness)) {
    if (likeness < ALIKE) break;
    if (pairs.has(entry) || taken.has(reference)) continue;
    pairs.set(entry, reference);
    taken.add(reference);
  }
  return pairs;
}

/** Twice what both say over all that they say: 0 nothing in common, 1 the same. */
function getLikeness(ours: ReadonlyMap<string, number>, theirs: ReadonlyMap<string, number>): number {
  let common = 0;
  for (const [fact, count] of ours) common += Math.min(count, theirs.get(fact) ?? 0);
  const all = sum(ours) + sum(theirs);
  return all === 0 ? 1 : (2 * common) / all;
}

function sum(facts: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of facts.values()) total += count;
  return total;
}

/** Each single value with the names that lead to it. */
function countFacts(value: Value): ReadonlyMap<string, number> {
  const facts = new Map<string, number>();
  const count = (inner: Value, way: string): void => {
    if (inner.kind === "scalar") {
      const fact = `${way} ${inner.key}`;
      facts.set(fact, (facts.get(fact) ?? 0) + 1);
      return;
    }
    for (const entry of inner.entries) {
      count(entry.value, entry.name === undefined ? way : `${way}/${JSON.stringify(entry.name)}`);
    }
  };
  count(value, "");
  return facts;
}

function getSid(value: Value): string | undefined {
  const sid = value.kind === "object" ? value.entries.find(({ name }) => name === "Sid")?.value : undefined;
  return sid?.kind === "scalar" && sid.key !== '""' ? sid.key : undefined;
}
