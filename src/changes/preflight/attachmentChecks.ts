import { getPolicyTypeFacts, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { getTargetKind } from "../../terms/ids";
import { getPolicyQuota } from "../../terms/quotas";
import type { OrganizationDraft } from "../organizationDraft";
import type { Gap } from "../../organization/model";
import type { Plan } from "../plan";
import type { StepOf } from "../step";
import { finding, type PlanFinding } from "./catalogue";
import { findAttachmentGap, findGap, type PlanFacts } from "./facts";
import { checkOwner, getShort, tellOtherType } from "./policyChecks";

type OnAttachment = StepOf<"attachPolicy"> | StepOf<"detachPolicy">;

const STRUCTURE = ["ListRoots", "ListAccounts", "ListAccountsForParent", "ListOrganizationalUnitsForParent"];

export function* checkAttachPolicy(
  step: StepOf<"attachPolicy">,
  draft: OrganizationDraft,
  facts: PlanFacts,
): Generator<PlanFinding> {
  const names = yield* checkEnds(step, draft, facts);
  if (!names) return;
  const { policyId, policyType, targetId } = step;
  if (!draft.isEnabled(policyType)) yield finding("typeNotEnabled", { type: getShort(policyType) });
  const attached = draft.getAttached(targetId, policyType);
  if (attached.some(({ id }) => id === policyId)) {
    // Where less or more may be attached than is known, the run finds out.
    if (!findAttachmentGap(facts, targetId, policyType))
      yield finding("nothingToDo", { what: `${names.policy} on ${names.target}` });
    return;
  }
  if (getTargetKind(targetId) === "root") yield finding("reachesEverybody");
  const quota = getPolicyQuota(policyType, facts.asOf);
  const taken = draft.countSlots(targetId, policyType);
  if (quota && !quota.assumed && taken >= quota.maxAttached) {
    yield finding("noSlot", { ...names, attached: taken, max: quota.maxAttached });
  }
}

export function* checkDetachPolicy(
  step: StepOf<"detachPolicy">,
  draft: OrganizationDraft,
  facts: PlanFacts,
  plan: Plan,
): Generator<PlanFinding> {
  const names = yield* checkEnds(step, draft, facts);
  if (!names) return;
  const { policyId, policyType, targetId } = step;
  const { fullAccess, minAttached: min } = getPolicyTypeFacts(policyType);
  if (policyType === RESOURCE_CONTROL_POLICY && policyId === fullAccess) {
    yield finding("neverDetachable", names);
    return;
  }
  const attached = draft.getAttached(targetId, policyType);
  // Where more may be attached than is known, nothing is said of what would be left.
  if (findAttachmentGap(facts, targetId, policyType)) return;
  if (!attached.some(({ id }) => id === policyId)) {
    yield finding("nothingToDo", { what: `${names.target} without ${names.policy}` });
    return;
  }
  if (policyType === SERVICE_CONTROL_POLICY && attached.length <= min) yield finding("lastAttached", { ...names, min });
  else if (policyId === fullAccess) yield finding("withoutFullAccess", names);
  yield* checkFreedSlot(step, draft, facts, plan);
}

/** Says why what takes the policy's place is not attached before it goes. */
function* checkFreedSlot(
  step: StepOf<"detachPolicy">,
  draft: OrganizationDraft,
  { asOf }: PlanFacts,
  { steps }: Plan,
): Generator<PlanFinding> {
  const { policyId, policyType, targetId } = step;
  const max = getPolicyQuota(policyType, asOf)?.maxAttached;
  if (max === undefined || draft.countSlots(targetId, policyType) < max) return;
  const next = steps
    .slice(steps.findIndex((planned) => planned.step === step) + 1)
    .find(
      ({ step: later }) =>
        later.kind === "attachPolicy" && later.targetId === targetId && later.policyType === policyType,
    );
  if (next?.step.kind !== "attachPolicy") return;
  const name = (id: string) => draft.getPolicy(id)?.name ?? id;
  const names = { policy: name(policyId), next: name(next.step.policyId), target: draft.getName(targetId) };
  yield finding("slotFreedFirst", { ...names, max, to: Number(next.id) });
}

/** Policy and target as people call them; `undefined` when one is not there. */
function* checkEnds(
  { policyId, policyType, targetId }: OnAttachment,
  draft: OrganizationDraft,
  facts: PlanFacts,
): Generator<PlanFinding, { policy: string; target: string } | undefined> {
  const policy = draft.getPolicy(policyId);
  if (!policy) yield tellMissing("The policy", policyId, findGap(facts, ["ListPolicies"], policyType));
  if (!draft.isTarget(targetId)) yield tellMissing("The target", targetId, findGap(facts, STRUCTURE));
  if (!policy || !draft.isTarget(targetId)) return undefined;
  if (policy.type !== policyType) {
    yield tellOtherType(policy, policyType);
    return undefined;
  }
  const names = { policy: policy.name, target: draft.getName(targetId) };
  if (!policy.awsManaged) yield* checkOwner(policy.name, facts);
  const gap = findAttachmentGap(facts, targetId, policyType);
  if (gap)
    yield finding("notRead", {
      what: `What is attached to ${names.target} (${getShort(policyType)})`,
      reason: gap.reason,
    });
  return names;
}

/** What was not read is not missing. */
function tellMissing(what: string, id: string, gap: Gap | undefined): PlanFinding {
  return gap ? finding("notRead", { what: `${what} ${id}`, reason: gap.reason }) : finding("missing", { what, id });
}
