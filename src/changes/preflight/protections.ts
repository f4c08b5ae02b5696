import type { OrganizationDraft } from "../organizationDraft";
import type { Step } from "../step";
import { finding, type PlanFinding } from "./catalogue";
import type { PlanFacts } from "./facts";

/** Whether the step touches something that a setting protects. */
export function* checkProtections(step: Step, draft: OrganizationDraft, facts: PlanFacts): Generator<PlanFinding> {
  const { protectedTargets } = facts.protections;
  if (protectedTargets.length === 0) return;
  const isProtected = (id: string) => {
    const path = draft.getPath(id);
    const names = path.map((at) => draft.getName(at));
    return protectedTargets.some((target) => path.includes(target) || names.includes(target));
  };
  for (const id of new Set(getTouched(step, draft))) {
    if (isProtected(id)) {
      yield finding("protectedTarget", { target: draft.getName(id), setting: "orgscope.protectedTargets" });
    }
  }
}

/** Ids of the targets whose policies, place or existence the step changes. */
export function getTouched(step: Step, draft: OrganizationDraft): readonly string[] {
  switch (step.kind) {
    case "attachPolicy":
    case "detachPolicy":
      return [step.targetId];
    case "updatePolicy":
      return step.to.content === undefined ? [] : draft.getTargets(step.policyId);
    case "enablePolicyType":
    case "disablePolicyType":
      return [step.rootId];
    case "createOrganizationalUnit":
      return [step.parentId];
    case "updateOrganizationalUnit":
    case "deleteOrganizationalUnit":
      return [step.organizationalUnitId];
    case "moveAccount":
      return [step.accountId, step.from, step.to];
    case "closeAccount":
    case "removeAccountFromOrganization":
    case "putAccountName":
      return [step.accountId];
    default:
      return [];
  }
}
