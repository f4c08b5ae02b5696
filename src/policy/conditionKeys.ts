import type { Catalogue, ConditionKeyFacts } from "./catalogue";
import data from "./data/globalKeys.json";

/** A condition key that every service may carry. */
export interface GlobalKeyFacts {
  /** As AWS writes it; `${TagKey}` stands for a name that the author chooses. */
  readonly name: string;
  readonly type: string;
  readonly multivalued: boolean;
  readonly summary: string;
}

export const GLOBAL_KEYS: readonly GlobalKeyFacts[] = data.keys;

/** The facts of a key as written in a policy; names ignore case, and a tag's name may be anything. */
export function getGlobalKey(written: string): GlobalKeyFacts | undefined {
  return GLOBAL_KEYS.find((key) => fitsKey(key.name, written));
}

export function getServiceKey(catalogue: Catalogue, written: string): ConditionKeyFacts | undefined {
  const service = catalogue.getService(written.slice(0, Math.max(written.indexOf(":"), 0)));
  return service?.conditionKeys.find((key) => fitsKey(key.name, written));
}

/** Whether a written key is the named one, where `${…}` in the name stands for one or more characters. */
export function fitsKey(name: string, written: string): boolean {
  const parts = name.toLowerCase().split(/\$\{[^}]*\}/);
  const text = written.toLowerCase();
  if (parts.length === 1) return text === parts[0];
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    const found =
      index === 0 ? (text.startsWith(part) ? 0 : -1) : last ? text.length - part.length : text.indexOf(part, at + 1);
    // Each gap takes at least one character.
    if (found < at + (index === 0 ? 0 : 1) || !text.startsWith(part, found)) return false;
    at = found + part.length;
  }
  return true;
}
