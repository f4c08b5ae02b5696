import { isJson } from "./errors";

/**
 * Two changes of one text, both in one: line by line. `undefined` where they touch the same lines or lines side by side,
 * or where what comes of it is no JSON.
 */
export function mergeTexts(base: string, mine: string, theirs: string): string | undefined {
  const [before, my, their] = [base, mine, theirs].map((text) => text.split("\n")) as [string[], string[], string[]];
  const [inMine, inTheirs] = [matchLines(before, my), matchLines(before, their)];
  const merged: string[] = [];
  let [atBase, atMine, atTheirs] = [0, 0, 0];
  for (let line = 0; line <= before.length; line++) {
    const [toMine, toTheirs] =
      line === before.length ? [my.length, their.length] : [inMine.get(line), inTheirs.get(line)];
    // Both have this line: what stands before it is a stretch of its own.
    if (toMine === undefined || toTheirs === undefined) continue;
    const stretch = choose(before.slice(atBase, line), my.slice(atMine, toMine), their.slice(atTheirs, toTheirs));
    if (!stretch) return undefined;
    merged.push(...stretch);
    [atBase, atMine, atTheirs] = [line, toMine, toTheirs];
  }
  const text = merged.join("\n");
  return isJson(text) ? text : undefined;
}

/** The one that was changed; `undefined` where both were, to something else each. */
function choose(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): readonly string[] | undefined {
  const [b, m, t] = [base, mine, theirs].map((lines) => lines.join("\n"));
  if (b === m || m === t) return theirs;
  return b === t ? mine : undefined;
}

/** Lines of `from` by their places in `to`: as many as keep their order. */
function matchLines(from: readonly string[], to: readonly string[]): ReadonlyMap<number, number> {
  const lengths = Array.from({ length: from.length + 1 }, () => new Uint32Array(to.length + 1));
  const at = (one: number, other: number) => lengths[one]?.[other] ?? 0;
  for (let one = from.length - 1; one >= 0; one--) {
    const row = lengths[one] ?? new Uint32Array();
    for (let other = to.length - 1; other >= 0; other--) {
      const same = from[one] === to[other];
      row[other] = same ? at(one + 1, other + 1) + 1 : Math.max(at(one + 1, other), at(one, other + 1));
    }
  }
  const matched = new Map<number, number>();
  for (let [one, other] = [0, 0]; one < from.length && other < to.length; ) {
    if (from[one] === to[other]) matched.set(one++, other++);
    else if (at(one + 1, other) >= at(one, other + 1)) one++;
    else other++;
  }
  return matched;
}
