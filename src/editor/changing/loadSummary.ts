import type { PolicySummary } from "../../organization/model";
import type { OrganizationStore } from "../../organization/store";

/** A policy without its text, read where no list has shown it yet. */
export async function loadSummary(store: OrganizationStore, policyId: string): Promise<PolicySummary> {
  return store.getPolicySummary(policyId) ?? (await store.loadPolicy(policyId));
}
