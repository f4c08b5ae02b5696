import { getListed, getString } from "../tree";
import type { Caret } from "./caret";
import type { Suggestion } from "./suggestion";

/** The other entries of the list that the caret stands in. */
export function getOtherEntries(text: string, caret: Caret): readonly string[] {
  const current = text.slice(caret.span.start, caret.span.end);
  return getListed(caret.list)
    .flatMap((node) => getString(node) ?? [])
    .filter((entry) => entry !== current);
}

/** Puts last what the list has already, and what an entry of it covers; each says why. */
export function demoteListed(
  suggestions: readonly Suggestion[],
  listed: readonly string[],
  covers: (entry: string, label: string) => boolean = () => false,
): readonly Suggestion[] {
  if (listed.length === 0) return suggestions;
  const names = new Set(listed.map((entry) => entry.toLowerCase()));
  return suggestions.map((suggestion) => {
    const { label, rank, filterText = label } = suggestion;
    const value = suggestion.text ?? label;
    if (names.has(value.toLowerCase())) return demote(suggestion, 90 + rank, "listed already", filterText);
    const cover = listed.find((entry) => covers(entry, value));
    return cover === undefined ? suggestion : demote(suggestion, 80 + rank, `covered by ${cover}`, filterText);
  });
}

/**
 * VS Code ranks by how well the typed letters match, and by `sortText` only among equals; a match behind a separator
 * counts less than one at the start.
 */
function demote(suggestion: Suggestion, rank: number, detail: string, filterText: string): Suggestion {
  return { ...suggestion, rank, detail, filterText: `-${filterText}` };
}
