/** Who is under a policy: the accounts at and below its targets. */
import type { Account } from "../../organization/model";
import type { OrganizationStore } from "../../organization/store";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY, type PolicyType } from "../../terms/policyTypes";
import { getTargetFacts } from "../targets";

export interface Reach {
  readonly accountIds: readonly string[];
  /** `false`: not every account and its place has been read; there may be more. */
  readonly complete: boolean;
  /** The management account is among the accounts, and the type of policy does not restrict it. */
  readonly sparesManagementAccount: boolean;
}

type Known = Pick<OrganizationStore, "getAccountsBelow" | "getKnownTargets" | "getPath" | "getOrganization">;

/** The accounts at and below the targets, each once, as far as they are known. */
export function getReach(store: Known, targetIds: readonly string[], type: PolicyType): Reach {
  const lists = targetIds.map((targetId) => store.getAccountsBelow(targetId));
  const complete = lists.every((list) => list !== undefined);
  const ids = complete ? lists.flatMap((list) => list.map(getId)) : getSeenBelow(store, new Set(targetIds));
  const all = [...new Set(ids)];
  const managementAccountId = store.getOrganization()?.masterAccountId;
  const spares = type === SERVICE_CONTROL_POLICY || type === RESOURCE_CONTROL_POLICY;
  const sparesManagementAccount = spares && managementAccountId !== undefined && all.includes(managementAccountId);
  return {
    accountIds: sparesManagementAccount ? all.filter((id) => id !== managementAccountId) : all,
    complete,
    sparesManagementAccount,
  };
}

function getId({ id }: Account): string {
  return id;
}

/** One look at each account, however many targets there are: AWS's own policies are on all of them. */
function getSeenBelow(
  store: Pick<Known, "getKnownTargets" | "getPath">,
  targetIds: ReadonlySet<string>,
): readonly string[] {
  return store.getKnownTargets().flatMap((target) => {
    if (target.kind !== "account") return [];
    const isBelow = store.getPath(target.account.id).some((level) => targetIds.has(getTargetFacts(level).id));
    return isBelow ? [target.account.id] : [];
  });
}
