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
  const patterns = new Set<string>();
  for (const name of wanted) {
    const borders = Array.from(name.matchAll(/(?<=[a-z0-9])(?=[A-Z])/g), ({ index }) => index);
    for (const at of borders) {
      patterns.add(`${name.slice(0, at)}*`);
      if (places === "anywhere") patterns.add(`*${name.slice(at)}`);
    }
    const [first, last] = [borders[0], borders.at(-1)];
    if (places === "anywhere" && first !== undefined && last !== undefined) {
      patterns.add(`${name.slice(0, first)}*${name.slice(last)}`);
    }
  }
  const folded = all.map((name) => name.toLowerCase());
  return Array.from(patterns).flatMap((pattern) => {
    const wild = pattern.toLowerCase();
    const covered: string[] = [];
    for (const [at, name] of all.entries()) {
      if (!matchesGlob(wild, folded[at] ?? "")) continue;
      if (!wanted.has(name)) return [];
      covered.push(name);
    }
    return covered.length > 1 ? [{ pattern, covered }] : [];
  });
}
