import type { Step } from "../../changes/step";
import type { StorePart } from "../../organization/store";

/** The parts of the store that a step may have changed, or that a plan should read anew before it is judged. */
export function getTouchedParts(step: Step): readonly StorePart[] {
  switch (step.kind) {
    case "createPolicy":
      return [{ part: "policies", type: step.policy.type }];
    case "updatePolicy":
      return [{ part: "policy", policyId: step.policyId }];
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
    case "disablePolicyType":
      return [{ part: "roots" }, { part: "policies", type: step.policyType }];
    case "createOrganizationalUnit":
      return [{ part: "children", parentId: step.parentId }];
    case "updateOrganizationalUnit":
      return [];
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
    case "closeAccount":
    case "removeAccountFromOrganization":
    case "putAccountName":
      return [{ part: "accounts" }];
    case "inviteAccountToOrganization":
    case "cancelHandshake":
    case "acceptHandshake":
    case "declineHandshake":
      return [{ part: "handshakes" }];
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
