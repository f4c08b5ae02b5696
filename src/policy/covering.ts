/** Which entries of lists take in which others, by their texts alone. */
import type { Node } from "jsonc-parser";
import { foldCase } from "./foldCase";
import { hasWildcard, matchesGlob } from "./glob";
import { compileResource, compileWildcards, coversPattern } from "./matching/pattern";

/** Beyond this many wildcards of one list nobody looks for what they take in: comparing takes time with each. */
const MAX_PATTERNS = 100;

/** Whether all that `inner` matches `outer` matches too. Both are globs; the answer "no" may only mean "not surely". */
export function coversGlob(outer: string, inner: string): boolean {
  // A question mark matches one character, never the run that a star of the other stands for.
  return !(outer.includes("?") && inner.includes("*")) && matchesGlob(outer, inner);
}

export interface CoveredEntry {
  readonly node: Node;
  readonly text: string;
  /** The entry that takes it in; the same text where it is written twice. */
  readonly by: string;
}

/**
 * The entries of a list that another entry takes in; of equal ones all but the first. `read` folds case where the
 * field ignores it, and answers `undefined` for entries that may be anything.
 */
export function* findCovered(
  nodes: readonly Node[],
  read: (node: Node) => string | undefined,
): Generator<CoveredEntry> {
  const entries = nodes.flatMap((node) => {
    const text = read(node);
    return text === undefined ? [] : [{ node, text }];
  });
  const patterns = entries.filter(({ text }) => hasWildcard(text)).slice(0, MAX_PATTERNS);
  const seen = new Map<string, Node>();
  for (const { node, text } of entries) {
    const first = seen.get(text);
    const wider = first ?? patterns.find((other) => other.text !== text && coversGlob(other.text, text))?.node;
    if (wider) yield { node, text: String(node.value), by: String(wider.value) };
    else seen.set(text, node);
  }
}

/** `s3:Get*` covers `S3:GetObject`. */
export function coversAction(outer: string, inner: string): boolean {
  const [one, other] = [foldCase(outer), foldCase(inner)];
  return one === other || one === "*" || one === "*:*" || (other.includes(":") && coversGlob(one, other));
}

/** `arn:aws:s3:::blue/*` covers `arn:aws:s3:::blue/key`. Case matters, and the parts of the ARNs do. */
export function coversResource(outer: string, inner: string): boolean {
  if (outer === inner || outer === "*") return true;
  // A variable may stand for anything, and an ARN that stops short has two meanings.
  if (outer.includes("${") || !outer.startsWith("arn:") || inner.split(":").length < 6) return false;
  return compileResource(compileWildcards(outer)).some((pattern) => coversPattern(pattern, inner));
}

/** The entries that no other covers, each once, in their order. */
export function dropCovered(
  entries: readonly string[],
  covers: (outer: string, inner: string) => boolean,
): readonly string[] {
  return entries.filter(
    (entry, at) =>
      !entries.some((other, place) => place !== at && covers(other, entry) && (place < at || !covers(entry, other))),
  );
}
