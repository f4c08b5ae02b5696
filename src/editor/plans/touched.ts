import type { Step } from "../../changes/step";
import type { OrganizationStore, StorePart } from "../../organization/store";
import { getPolicyTypeFacts, type PolicyType } from "../../terms/policyTypes";
import { getTargetFacts } from "../targets";

type Known = Pick<OrganizationStore, "getPolicySummary" | "getTarget" | "getRoots" | "getKnownTargets">;

/** The parts of the store that a step may have changed, or that a plan should read anew before it is judged. */
export function getTouchedParts(step: Step, known: Known): readonly StorePart[] {
  switch (step.kind) {
    case "createPolicy":
      return [{ part: "policies", type: step.policy.type }];
    case "updatePolicy":
      return [
        { part: "policy", policyId: step.policyId },
        ...(step.to.name === undefined && step.to.description === undefined ? [] : getList(known, step.policyId)),
      ];
    case "deletePolicy":
      return [
        { part: "policies", type: step.was.type },
        { part: "policy", policyId: step.policyId },
      ];
    case "attachPolicy":
    case "detachPolicy":
      return [
        { part: "attached", targetId: step.targetId, type: step.policyType },
        { part: "targets", policyId: step.policyId },
      ];
    case "enablePolicyType":
      return [...getTypeParts(known, step.policyType), ...getFullAccess(step.policyType)];
    case "disablePolicyType":
      return [
        ...getTypeParts(known, step.policyType),
        ...step.attachments.map(({ policyId }) => ({ part: "targets", policyId }) as const),
      ];
    case "createOrganizationalUnit":
      return [{ part: "children", parentId: step.parentId }];
    case "updateOrganizationalUnit":
      return getSiblings(known, step.organizationalUnitId);
    case "deleteOrganizationalUnit":
      return [{ part: "children", parentId: step.was.parentId }];
    case "moveAccount":
      return [
        { part: "children", parentId: step.from },
        { part: "children", parentId: step.to },
      ];
    case "tagResource":
    case "untagResource":
      return [{ part: "tags", resourceId: step.resourceId }];
    case "createAccount":
      // Its place at first. All accounts are not read again for the sake of one.
      return (known.getRoots() ?? []).map(({ id }) => ({ part: "children", parentId: id }));
    case "closeAccount":
    case "removeAccountFromOrganization":
    case "putAccountName":
      return getSiblings(known, step.accountId);
    case "inviteAccountToOrganization":
    case "cancelHandshake":
    case "acceptHandshake":
    case "declineHandshake":
      return [{ part: "handshakes" }, { part: "receivedHandshakes" }];
    case "registerDelegatedAdministrator":
    case "deregisterDelegatedAdministrator":
      return [{ part: "delegatedServices", accountId: step.accountId }];
    case "createOrganization":
    case "enableAllFeatures":
      return [{ part: "organization" }, { part: "roots" }];
    case "enableAWSServiceAccess":
    case "disableAWSServiceAccess":
    case "putResourcePolicy":
    case "deleteResourcePolicy":
      return [];
  }
}

/**
 * What is attached to a target that a step created: AWS attaches FullAWSAccess to it, and the lists of targets read
 * before do not know of it.
 */
export function getCreatedParts(
  step: Step,
  created: string | undefined,
  known: Pick<Known, "getRoots">,
): readonly StorePart[] {
  if (created === undefined) return [];
  if (step.kind !== "createOrganizationalUnit" && step.kind !== "createAccount") return [];
  return (known.getRoots() ?? [])
    .flatMap(({ policyTypes }) => policyTypes)
    .filter(({ type, status }) => status === "ENABLED" && getPolicyTypeFacts(type).fullAccess !== undefined)
    .map(({ type }) => ({ part: "attached", targetId: created, type }));
}

/** The list that shows name and description of a policy. */
function getList(known: Known, policyId: string): readonly StorePart[] {
  const type = known.getPolicySummary(policyId)?.type;
  return type === undefined ? [] : [{ part: "policies", type }];
}

/** The list that shows an OU or account. */
function getSiblings(known: Known, id: string): readonly StorePart[] {
  const target = known.getTarget(id);
  switch (target?.kind) {
    case "organizationalUnit":
      return [{ part: "children", parentId: target.organizationalUnit.parentId }];
    case "account":
      return [{ part: "children", parentId: target.account.parentId }];
    case "root":
    case undefined:
      return [];
  }
}

/** Switching a type on or off changes what is attached to every target. */
function getTypeParts(known: Known, type: PolicyType): readonly StorePart[] {
  const attached = known
    .getKnownTargets()
    .map((target) => ({ part: "attached", targetId: getTargetFacts(target).id, type }) as const);
  return [{ part: "roots" }, { part: "policies", type }, ...attached];
}

/** AWS attaches it to every target when the type is enabled. */
function getFullAccess(type: PolicyType): readonly StorePart[] {
  const { fullAccess } = getPolicyTypeFacts(type);
  return fullAccess === undefined ? [] : [{ part: "targets", policyId: fullAccess }];
}
