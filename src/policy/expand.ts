import type { Catalogue } from "./catalogue";

/** The names of the actions that any of the patterns matches, sorted; with `not`, of all others. */
export function expandActions(catalogue: Catalogue, patterns: readonly string[], not: boolean): readonly string[] {
  const matched = new Set(patterns.flatMap((pattern) => catalogue.expand(pattern).map((action) => action.name)));
  if (!not) return [...matched].sort();
  const all = catalogue.expand("*").map((action) => action.name);
  return all.filter((name) => !matched.has(name)).sort();
}
