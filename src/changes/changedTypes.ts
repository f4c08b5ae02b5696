/** Which types of policies say something else to some account after a step. */
import type { OrganizationContents } from "../organization/model";
import { comparePolicyTypes, EVALUATED_TYPES, isEvaluated, type PolicyType } from "../terms/policyTypes";
import { applyStep } from "./applyStep";
import { OrganizationDraft } from "./organizationDraft";
import type { Plan } from "./plan";
import type { Step } from "./step";

/** Of all steps, each in the organization that the ones before it leave behind. `contents` is before the first. */
export function listPlanTypes({ steps }: Pick<Plan, "steps">, contents: OrganizationContents): readonly PolicyType[] {
  const draft = new OrganizationDraft(contents);
  const types = new Set<PolicyType>();
  for (const planned of steps) {
    for (const type of listChangedTypes(planned.step, draft)) types.add(type);
    applyStep(draft, planned);
  }
  return [...types].sort(comparePolicyTypes);
}

/** `draft` is before the step. A policy that is created or deleted is attached to nothing. */
export function listChangedTypes(step: Step, draft: OrganizationDraft): readonly PolicyType[] {
  switch (step.kind) {
    case "attachPolicy":
    case "detachPolicy":
      return [draft.getPolicy(step.policyId)?.type ?? step.policyType];
    case "enablePolicyType":
    case "disablePolicyType":
      return [step.policyType];
    case "updatePolicy": {
      const type = step.to.content === undefined ? undefined : draft.getPolicy(step.policyId)?.type;
      return type === undefined ? [] : [type];
    }
    case "moveAccount":
      return [...EVALUATED_TYPES, ...listOtherTypes(step.from, step.to, draft)];
    case "createPolicy":
    case "deletePolicy":
    case "createOrganizationalUnit":
    case "updateOrganizationalUnit":
    case "deleteOrganizationalUnit":
    case "createAccount":
    case "closeAccount":
    case "removeAccountFromOrganization":
    case "putAccountName":
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

/** Types that are not evaluated, of which other policies are inherited at `to` than at `from`. */
function listOtherTypes(from: string, to: string, draft: OrganizationDraft): readonly PolicyType[] {
  const types = new Set(draft.getRoots().flatMap(({ policyTypes }) => policyTypes.map(({ type }) => type)));
  const inherit = (id: string, type: PolicyType) =>
    draft.getPath(id).flatMap((at) => draft.getAttached(at, type).map((policy) => policy.id));
  return [...types].filter((type) => {
    if (isEvaluated(type)) return false;
    const [before, after] = [inherit(from, type), inherit(to, type)];
    return before.length !== after.length || before.some((id, index) => id !== after[index]);
  });
}
