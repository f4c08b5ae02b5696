import { diff3Merge } from "node-diff3";
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
