import { getPolicyTypeFacts, type PolicyType } from "../terms/policyTypes";
import type { StorePart } from "./store";

/** A write, as far as it matters to what is shown. */
export type PolicyWrite =
  | { readonly kind: "attach" | "detach"; readonly policyId: string; readonly targetId: string }
  | { readonly kind: "update"; readonly policyId: string };

/**
 * The parts to refresh after a write to a policy of `type`. `reachedAccountIds`: accounts whose effective policy may
 * differ now.
 */
export function getTouchedParts(
  write: PolicyWrite,
  type: PolicyType,
  reachedAccountIds: readonly string[] = [],
): readonly StorePart[] {
  const reached = getPolicyTypeFacts(type).effective ? reachedAccountIds : [];
  return [
    ...getPolicyParts(write, type),
    ...reached.map((accountId) => ({ part: "effective", accountId, type }) as const),
  ];
}

function getPolicyParts(write: PolicyWrite, type: PolicyType): readonly StorePart[] {
  switch (write.kind) {
    case "attach":
    case "detach":
      return [
        { part: "attached", targetId: write.targetId, type },
        { part: "targets", policyId: write.policyId },
      ];
    case "update":
      return [
        { part: "policy", policyId: write.policyId },
        { part: "policies", type },
      ];
  }
}
