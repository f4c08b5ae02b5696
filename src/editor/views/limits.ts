/** What is near a limit, from what is known; nothing is fetched for it. */
import type { PolicySummary } from "../../organization/model";
import { getTargetKind } from "../../terms/ids";
import { RCP_FULL_AWS_ACCESS, RESOURCE_CONTROL_POLICY, type PolicyType } from "../../terms/policyTypes";
import { countCharacters, getPolicyQuota } from "../../terms/quotas";
import type { Known } from "./description";

/** The part of a limit from which it is worth a look. */
const NEAR = 0.8;

export interface PolicyReview {
  readonly notAttached: readonly PolicySummary[];
  /** Policies whose targets are not known. */
  readonly unknownTargets: readonly PolicySummary[];
  readonly nearSize: readonly PolicySummary[];
  /** Policies whose text is not known. */
  readonly unknownSize: readonly PolicySummary[];
  readonly nearSlots: readonly { readonly targetId: string; readonly used: number }[];
}

/** Sorts the policies of a type out; AWS's own are nobody's to shorten or remove. */
export function reviewPolicies(known: Known, type: PolicyType): PolicyReview {
  const all = known.getPolicies(type) ?? [];
  const own = all.filter((policy) => !policy.awsManaged);
  const maxSize = getPolicyQuota(type)?.maxSize ?? Number.POSITIVE_INFINITY;
  return {
    notAttached: own.filter((policy) => known.getTargets(policy.id)?.length === 0),
    unknownTargets: own.filter((policy) => !known.getTargets(policy.id)),
    nearSize: own.filter((policy) => countCharacters(known.getPolicy(policy.id)?.content ?? "") >= NEAR * maxSize),
    unknownSize: own.filter((policy) => !known.getPolicy(policy.id)),
    // Looks at each target of each policy: only for who asks.
    get nearSlots() {
      return getNearSlots(known, type, all);
    },
  };
}

/**
 * Counts by target over the policies whose targets are known: at least so many are attached. RCPFullAWSAccess takes a
 * slot everywhere, whatever its list of targets says.
 */
function getNearSlots(known: Known, type: PolicyType, policies: readonly PolicySummary[]): PolicyReview["nearSlots"] {
  const maxAttached = getPolicyQuota(type)?.maxAttached ?? Number.POSITIVE_INFINITY;
  const always = type === RESOURCE_CONTROL_POLICY ? 1 : 0;
  const listed = policies.filter(({ id }) => id !== RCP_FULL_AWS_ACCESS).map(({ id }) => known.getTargets(id));
  const used = new Map<string, number>();
  for (const targets of listed) {
    for (const { targetId } of targets ?? []) used.set(targetId, (used.get(targetId) ?? always) + 1);
  }
  // Where some list is missing, more may be known of a target than was counted.
  const isCounted = listed.every((targets) => targets !== undefined);
  return [...used]
    .filter(([targetId, count]) => (!isCounted || count >= NEAR * maxAttached) && getTargetKind(targetId))
    .map(([targetId, count]) => ({ targetId, used: known.getAttached(targetId, type)?.length ?? count }))
    .filter((target) => target.used >= NEAR * maxAttached)
    .sort((a, b) => b.used - a.used);
}
