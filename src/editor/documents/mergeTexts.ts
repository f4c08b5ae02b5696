import { diff3Merge, diffComm } from "node-diff3";
import { isJson } from "./errors";

/**
 * Two changes of one text, both in one: line by line. `undefined` where they touch the same lines or lines side by side,
 * or where what comes of it is no JSON.
 */
export function mergeTexts(base: string, mine: string, theirs: string): string | undefined {
  const regions = diff3Merge(mine, base, theirs, { excludeFalseConflicts: true, stringSeparator: "\n" });
  if (regions.some(({ conflict }) => conflict)) return undefined;
  const text = regions.flatMap(({ ok }) => ok ?? []).join("\n");
  return isJson(text) ? text : undefined;
}

/** Lines that one text has and the other has not, in the order of the texts. */
export function compareLines(
  before: readonly string[],
  after: readonly string[],
): readonly { readonly removed: readonly string[]; readonly added: readonly string[] }[] {
  return diffComm([...before], [...after]).flatMap((part) =>
    "common" in part ? [] : [{ removed: part.buffer1, added: part.buffer2 }],
  );
}
