import type { OrganizationDraft } from "../organizationDraft";
import type { Step } from "../step";
import { finding, type PlanFinding } from "./catalogue";
import type { PlanFacts } from "./facts";

/** Whether the step touches something that a setting protects, or reaches it from above. */
export function* checkProtections(step: Step, draft: OrganizationDraft, facts: PlanFacts): Generator<PlanFinding> {
  const { protectedTargets } = facts.protections;
  if (protectedTargets.length === 0) return;
  const isProtected = (id: string) => {
    const path = draft.getPath(id);
    const names = path.map((at) => draft.getName(at));
    return protectedTargets.some((target) => path.includes(target) || names.includes(target));
  };
  const touched = getTouched(step, draft);
  const below = isInherited(step) ? protectedTargets.flatMap((target) => findTarget(target, draft) ?? []) : [];
  const reached = below.filter((id) => draft.getPath(id).some((at) => touched.includes(at)));
  for (const id of new Set([...touched.filter(isProtected), ...reached])) {
    yield finding("protectedTarget", { target: draft.getName(id), setting: "orgscope.protectedTargets" });
  }
}

/** Whether what it changes holds for all below; a new name ends a protection by path. */
function isInherited({ kind }: Step): boolean {
  return (
    kind === "attachPolicy" ||
    kind === "detachPolicy" ||
    kind === "updatePolicy" ||
    kind === "updateOrganizationalUnit" ||
    kind === "enablePolicyType" ||
    kind === "disablePolicyType"
  );
}

/** By id or path. Names may hold slashes, so that the tree is walked along the path. */
function findTarget(target: string, draft: OrganizationDraft): string | undefined {
  if (draft.isTarget(target)) return target;
  const find = (id: string): string | undefined => {
    const name = draft.getName(id);
    if (name === target) return id;
    if (!target.startsWith(`${name}/`)) return undefined;
    for (const child of draft.getChildren(id)) {
      const found = find(child);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  for (const { id } of draft.getRoots()) {
    const found = find(id);
    if (found !== undefined) return found;
  }
  return undefined;
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
    case "createPolicy":
    case "deletePolicy":
    case "createAccount":
    case "inviteAccountToOrganization":
    case "cancelHandshake":
    case "acceptHandshake":
    case "declineHandshake":
    case "tagResource":
    case "untagResource":
    case "enableAWSServiceAccess":
    case "disableAWSServiceAccess":
    case "registerDelegatedAdministrator":
    case "deregisterDelegatedAdministrator":
    case "putResourcePolicy":
    case "deleteResourcePolicy":
    case "createOrganization":
    case "enableAllFeatures":
      return [];
  }
}
