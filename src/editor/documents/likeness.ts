/** How alike two policies are, for finding the nearest one. */
import { formatJson } from "../../policy/format";

/**
 * 0 (nothing in common) to 1 (the same lines): twice the lines that both have over all lines, once both are
 * formatted alike. Order and indentation do not count.
 */
export function getLikeness(a: string, b: string): number {
  const left = getLines(a);
  const right = getLines(b);
  if (left.length + right.length === 0) return 1;
  const counts = new Map<string, number>();
  for (const line of left) counts.set(line, (counts.get(line) ?? 0) + 1);
  let common = 0;
  for (const line of right) {
    const count = counts.get(line) ?? 0;
    if (count === 0) continue;
    counts.set(line, count - 1);
    common += 1;
  }
  return (2 * common) / (left.length + right.length);
}

/** The candidates with their likeness to `text`, nearest first; equals keep their order. */
export function rankByLikeness<T extends { readonly content: string }>(
  text: string,
  candidates: readonly T[],
): readonly { readonly candidate: T; readonly likeness: number }[] {
  return candidates
    .map((candidate) => ({ candidate, likeness: getLikeness(text, candidate.content) }))
    .toSorted((a, b) => b.likeness - a.likeness);
}

/** The lines that say something: brackets alone would make any two policies alike. */
function getLines(text: string): readonly string[] {
  return formatJson(text)
    .split("\n")
    .map((line) => line.trim().replace(/,$/, ""))
    .filter((line) => /\w/.test(line));
}
