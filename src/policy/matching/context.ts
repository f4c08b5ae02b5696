/** What is known of one condition key in a request. */
export type ContextValue =
  /** At least one value; several for a multivalued key. */
  | { readonly kind: "present"; readonly values: readonly string[] }
  | { readonly kind: "absent" }
  | { readonly kind: "unknown" }
  | PartlyKnown;

export type PartlyKnown =
  /** The id or the paths of another organization, or none: anything but `organizationId` and what lies below it. */
  | { readonly kind: "elsewhere"; readonly organizationId: string }
  /** One value, which matches one of the patterns; no more is known of it. */
  | { readonly kind: "shape"; readonly patterns: readonly string[] };

export const ABSENT: ContextValue = { kind: "absent" };
export const UNKNOWN: ContextValue = { kind: "unknown" };

/** A key with no value at all counts as absent (IAM User Guide, Set operators for multivalued context keys). */
export function present(...values: readonly string[]): ContextValue {
  return values.length === 0 ? ABSENT : { kind: "present", values };
}

export interface RequestContext {
  /** `key` in lower case: names of keys ignore case, tag names included. */
  get(key: string): ContextValue;
}
