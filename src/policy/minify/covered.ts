/** Lists without the entries that others take in, however long they are. */
import { coversGlob, coversResource } from "../covering";
import { foldCase } from "../foldCase";
import { hasWildcard } from "../glob";

/** Characters of those that may cover, times those of all: the longest list of a policy within its quota takes as much. */
const MAX_WORK = 100_000_000;

/** How entries of a list stand to each other. */
interface Field {
  /** The same for entries that mean the same. */
  readonly fold: (entry: string) => string;
  /** Whether it may cover entries that mean something else; both are folded. */
  readonly isWide: (entry: string) => boolean;
  readonly covers: (outer: string, inner: string) => boolean;
}

const ACTIONS: Field = {
  fold: (entry) => (entry === "*:*" ? "*" : foldCase(entry)),
  isWide: hasWildcard,
  // What names no service is invalid, and stays.
  covers: (outer, inner) => inner.includes(":") && coversGlob(outer, inner),
};

const RESOURCES: Field = {
  fold: (entry) => entry,
  // An ARN that stops short stands for all that begin so.
  isWide: (entry) => hasWildcard(entry) || entry.split(":").length < 6,
  covers: coversResource,
};

export function dropCoveredActions(entries: readonly string[]): readonly string[] {
  return dropCovered(entries, ACTIONS);
}

export function dropCoveredResources(entries: readonly string[]): readonly string[] {
  return dropCovered(entries, RESOURCES);
}

/** The entries that no other covers, each once, in their order. Of a list beyond all quotas only equal ones go. */
function dropCovered(entries: readonly string[], { fold, isWide, covers }: Field): readonly string[] {
  const written = new Map<string, string>();
  for (const entry of entries) if (!written.has(fold(entry))) written.set(fold(entry), entry);
  const all = [...written.keys()];
  const wide = all.flatMap((entry, at) => (isWide(entry) ? [{ entry, at }] : []));
  const work = countCharacters(wide.map(({ entry }) => entry)) * countCharacters(all);
  if (work > MAX_WORK) return [...written.values()];
  const isCovered = (entry: string, at: number) =>
    wide.some(
      (other) => other.at !== at && covers(other.entry, entry) && (other.at < at || !covers(entry, other.entry)),
    );
  return [...written].filter(([entry], at) => !isCovered(entry, at)).map(([, own]) => own);
}

function countCharacters(entries: readonly string[]): number {
  return entries.reduce((sum, { length }) => sum + length, 0);
}
