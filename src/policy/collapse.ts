/** The fewest patterns that match exactly these actions today. */
import type { Catalogue, Service } from "./catalogue";
import { matchesGlob } from "./glob";

/** SCPs took wildcards at the end alone until 2025-09-19. */
export type WildcardPlaces = "end" | "anywhere";

/**
 * Patterns that together match the named actions and no other of the catalogue, sorted. Names are the catalogue's own;
 * actions yet to come may be matched as well.
 */
export function collapseActions(
  catalogue: Catalogue,
  names: ReadonlySet<string>,
  places: WildcardPlaces = "anywhere",
): readonly string[] {
  const byService = new Map<string, Set<string>>();
  for (const name of names) {
    const colon = name.indexOf(":");
    const prefix = name.slice(0, colon);
    const group = byService.get(prefix) ?? new Set();
    byService.set(prefix, group.add(name.slice(colon + 1)));
  }
  const patterns: string[] = [];
  for (const [prefix, group] of byService) {
    const service = catalogue.getService(prefix);
    if (service) patterns.push(...collapseService(service, group, places).map((pattern) => `${prefix}:${pattern}`));
  }
  const isEverything =
    patterns.length === catalogue.services.length && patterns.every((pattern) => pattern.endsWith(":*"));
  return isEverything ? ["*"] : patterns.sort();
}

interface Candidate {
  readonly pattern: string;
  readonly covered: readonly string[];
}

function collapseService(service: Service, wanted: ReadonlySet<string>, places: WildcardPlaces): readonly string[] {
  if (wanted.size === service.actions.length) return ["*"];
  const all = service.actions.map(({ name }) => name.slice(service.prefix.length + 1));
  const candidates = findCandidates(all, wanted, places);
  const open = new Set(wanted);
  const chosen: Candidate[] = [];
  for (;;) {
    const best = findBest(candidates, open);
    if (!best) break;
    chosen.push(best);
    for (const name of best.covered) open.delete(name);
  }
  const needed = chosen.filter(
    (candidate) =>
      !candidate.covered.every((name) => chosen.some((other) => other !== candidate && other.covered.includes(name))),
  );
  // Two that cover the same names may each have made the other needless.
  const isWhole = [...wanted].every((name) => open.has(name) || needed.some(({ covered }) => covered.includes(name)));
  return [...(isWhole ? needed : chosen).map(({ pattern }) => pattern), ...open];
}

/** The candidate that saves most characters; a wildcard for a single action saves none worth having. */
function findBest(candidates: readonly Candidate[], open: ReadonlySet<string>): Candidate | undefined {
  let best: Candidate | undefined;
  let most = 0;
  for (const candidate of candidates) {
    let count = 0;
    let saved = -candidate.pattern.length;
    for (const name of candidate.covered) {
      if (!open.has(name)) continue;
      count++;
      saved += name.length;
    }
    if (count > 1 && saved > most) {
      best = candidate;
      most = saved;
    }
  }
  return best;
}

/** Patterns at the borders of words that match wanted names alone. */
function findCandidates(
  all: readonly string[],
  wanted: ReadonlySet<string>,
  places: WildcardPlaces,
): readonly Candidate[] {
  const forwards = new SortedNames(all, (text) => text);
  const backwards = new SortedNames(all, reverse);
  const found = new Map<string, readonly string[]>();
  for (const name of wanted) {
    const borders = Array.from(name.matchAll(/(?<=[a-z0-9])(?=[A-Z])/g), ({ index }) => index);
    for (const at of borders) {
      const [head, tail] = [name.slice(0, at), name.slice(at)];
      add(`${head}*`, () => forwards.startingWith(head));
      if (places === "anywhere") add(`*${tail}`, () => backwards.startingWith(tail));
    }
    const [first, last] = [borders[0], borders.at(-1)];
    if (places === "end" || first === undefined || last === undefined) continue;
    const pattern = `${name.slice(0, first)}*${name.slice(last)}`;
    const wild = pattern.toLowerCase();
    add(pattern, () =>
      forwards.startingWith(name.slice(0, first)).filter((one) => matchesGlob(wild, one.toLowerCase())),
    );
  }
  return Array.from(found, ([pattern, covered]) => ({ pattern, covered })).filter(({ covered }) => covered.length > 1);

  function add(pattern: string, list: () => readonly string[]): void {
    if (found.has(pattern)) return;
    const covered = list();
    found.set(pattern, covered.every((name) => wanted.has(name)) ? covered : []);
  }
}

function reverse(text: string): string {
  return Array.from(text).reverse().join("");
}

/** Names in an order in which those that start alike, case aside, stand together. */
class SortedNames {
  readonly #keys: readonly (readonly [key: string, name: string])[];
  readonly #fold: (text: string) => string;

  constructor(names: readonly string[], turn: (text: string) => string) {
    this.#fold = (text) => turn(text.toLowerCase());
    this.#keys = names
      .map((name) => [this.#fold(name), name] as const)
      .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  }

  startingWith(text: string): readonly string[] {
    const start = this.#fold(text);
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#keys[middle]?.[0] ?? "") < start) low = middle + 1;
      else high = middle;
    }
    const rest = this.#keys.slice(low);
    const end = rest.findIndex(([key]) => !key.startsWith(start));
    return rest.slice(0, end < 0 ? rest.length : end).map(([, name]) => name);
  }
}
