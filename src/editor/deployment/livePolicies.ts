/** Reading what the links of files are told from. */
import type { Link } from "../../engine/deployment/links";
import type { OrganizationStore, StorePart } from "../../organization/store";
import type { PolicyType } from "../../terms/policyTypes";

export type LivePart = Extract<StorePart, { readonly part: "policy" | "policies" }>;

/** What has to be read before a link can be told; nothing where it can. */
export function getMissingParts(link: Link | undefined, type: PolicyType): readonly LivePart[] {
  if (!link) return [{ part: "policies", type }];
  return link.state === "unknown" ? link.policyIds.map((policyId) => ({ part: "policy", policyId })) : [];
}

/**
 * Reads what is absent, in the background: what was refreshed goes on answering what it knew until somebody reads it
 * again, and the store then tells of a change. What failed is left alone until a refresh: its refusal is a change too,
 * and whoever looks again after each change would ask without end. Answers whether all of it may still come.
 */
export function readMissing(store: OrganizationStore, parts: readonly LivePart[]): boolean {
  for (const part of parts) {
    if (store.getState(part).state !== "absent") continue;
    const reading =
      part.part === "policy"
        ? store.loadPolicy(part.policyId, "background")
        : store.loadPolicies(part.type, "background");
    // The tree says why something cannot be read.
    Promise.resolve<unknown>(reading).catch(() => undefined);
  }
  return parts.every((part) => store.getState(part).state !== "failed");
}
