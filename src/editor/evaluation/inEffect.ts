/** What is attached to a root, OU or account and inherited by it, and what of this another does not have. */
import type { PolicySummary } from "../../organization/model";
import type { OrganizationStore } from "../../organization/store";
import { getTargetFacts } from "../targets";

export interface InEffect {
  readonly targetId: string;
  readonly policies: readonly PlacedPolicy[];
  /** Levels that could not be read, by their names. */
  readonly unread: readonly string[];
}

export interface PlacedPolicy {
  readonly policy: PolicySummary;
  readonly levelId: string;
  readonly levelName: string;
}

export interface PolicyDifference {
  readonly onlyBefore: readonly PlacedPolicy[];
  readonly onlyAfter: readonly PlacedPolicy[];
  /** As the first has them. */
  readonly both: readonly PlacedPolicy[];
}

/** Policies of every enabled type, those of the root first; what is attached at several levels counts at the first. */
export async function loadInEffect(store: OrganizationStore, targetId: string): Promise<InEffect> {
  const policies = new Map<string, PlacedPolicy>();
  const unread = new Set<string>();
  const types = store.getEnabledPolicyTypes();
  const path = store.getPath(targetId);
  if (path.length === 0) unread.add(targetId);
  for (const level of path) {
    const { id: levelId, name: levelName } = getTargetFacts(level);
    const lists = await Promise.allSettled(types.map((type) => store.loadAttached(levelId, type)));
    for (const list of lists) {
      if (list.status === "rejected") unread.add(levelName);
      else
        for (const policy of list.value)
          if (!policies.has(policy.id)) policies.set(policy.id, { policy, levelId, levelName });
    }
  }
  return { targetId, policies: [...policies.values()], unread: [...unread] };
}

export function comparePlaced(before: InEffect, after: InEffect): PolicyDifference {
  const [ofBefore, ofAfter] = [before, after].map(({ policies }) => new Set(policies.map(({ policy }) => policy.id)));
  return {
    onlyBefore: before.policies.filter(({ policy }) => !ofAfter?.has(policy.id)),
    onlyAfter: after.policies.filter(({ policy }) => !ofBefore?.has(policy.id)),
    both: before.policies.filter(({ policy }) => ofAfter?.has(policy.id)),
  };
}
