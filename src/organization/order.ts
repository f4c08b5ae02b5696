/** One order for all machines: the person's locale must not decide where an account stands. */
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Sorts by name as people read it (`team-2` before `team-10`), then by id. */
export function sortByName<T extends { readonly name: string; readonly id: string }>(items: Iterable<T>): readonly T[] {
  return [...items].sort((a, b) => collator.compare(a.name, b.name) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
