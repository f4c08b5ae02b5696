/** Whom the steps of a plan reach: the accounts below targets, and the slots that stay. */
import type { OrganizationDraft } from "../changes/organizationDraft";
import type { Step } from "../changes/step";
import { sortAccounts } from "../evaluation/population";
import type { Gap } from "../organization/model";
import {
  getPolicyTypeFacts,
  type PolicyType,
  RESOURCE_CONTROL_POLICY,
  SERVICE_CONTROL_POLICY,
} from "../terms/policyTypes";
import { getPolicyQuota } from "../terms/quotas";
import type { Translate } from "../terms/translate";
import { countPopulation } from "./impactSummary";
import { getPopulationText } from "./planImpact";

/** `12 accounts (among them: 1 suspended)`; `at least 12 accounts` where not all have been read. */
export function getReachText(
  targets: readonly string[],
  type: PolicyType,
  draft: OrganizationDraft,
  gaps: readonly Gap[],
  language: string,
  t: Translate,
): string {
  const all = new Set(targets.flatMap((id) => draft.getAccountIdsBelow(id)));
  // SCPs and RCPs never restrict it (User Guide, Service control policies).
  const { masterAccountId } = draft.organization;
  const spares = (type === SERVICE_CONTROL_POLICY || type === RESOURCE_CONTROL_POLICY) && all.delete(masterAccountId);
  const accounts = [...all].flatMap((id) => draft.getAccount(id) ?? []);
  const isComplete = !gaps.some(({ operation }) => operation === "ListAccounts");
  const text = getPopulationText(countPopulation(sortAccounts(accounts, draft)), language, t);
  const reach = isComplete ? text : t("at least {0}; not every account has been read", text);
  return spares ? t("{0}, besides the management account, which such policies never restrict", reach) : reach;
}

/** `SCP slots in use there afterwards: 4 of 10`; `draft` is before the steps, which may be of other targets too. */
export function getSlotsText(
  steps: readonly Step[],
  targetId: string,
  type: PolicyType,
  draft: OrganizationDraft,
  t: Translate,
): string {
  const attached = draft.getAttached(targetId, type);
  const { short, fullAccess } = getPolicyTypeFacts(type);
  // RCPFullAWSAccess takes a slot everywhere and is never listed.
  const hidden = type === RESOURCE_CONTROL_POLICY && !attached.some(({ id }) => id === fullAccess) ? 1 : 0;
  const held = new Set(attached.map(({ id }) => id));
  for (const step of steps) {
    if (step.kind !== "attachPolicy" && step.kind !== "detachPolicy") continue;
    if (step.targetId !== targetId || step.policyType !== type) continue;
    // What is so already changes nothing.
    if (step.kind === "attachPolicy") held.add(step.policyId);
    else held.delete(step.policyId);
  }
  const after = held.size + hidden;
  const allowed = getPolicyQuota(type)?.maxAttached;
  return allowed === undefined
    ? t("{0} policies attached there afterwards: {1}", short, after)
    : t("{0} slots in use there afterwards: {1} of {2}", short, after, allowed);
}
