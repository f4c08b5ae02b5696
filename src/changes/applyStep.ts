import type { Account, Policy, Root } from "../organization/model";
import { getPolicyTypeFacts, SERVICE_CONTROL_POLICY, type PolicyType } from "../terms/policyTypes";
import { getNewId } from "./newIds";
import type { OrganizationDraft } from "./organizationDraft";
import type { PlannedStep } from "./plan";
import type { StepOf } from "./step";

/** What AWS will fill in: ARNs, and the day an account joins. */
const LATER = "";

/**
 * Makes of the draft what the step leads to where nothing goes wrong. What it creates gets the id `new:<step id>`. A step
 * that cannot work leaves the draft as it is: the preflight says so.
 */
export function applyStep(draft: OrganizationDraft, { id, step }: PlannedStep): void {
  switch (step.kind) {
    case "createPolicy": {
      const { tags, ...policy } = step.policy;
      draft.setPolicy({ ...policy, id: getNewId(id), arn: LATER, awsManaged: false });
      return draft.setTags(getNewId(id), tags);
    }
    case "updatePolicy":
      return update(draft.getPolicy(step.policyId), (policy: Policy) => draft.setPolicy({ ...policy, ...step.to }));
    case "deletePolicy":
      return draft.removePolicy(step.policyId);
    case "attachPolicy":
      return draft.attach(step.policyId, step.targetId);
    case "detachPolicy":
      return draft.detach(step.policyId, step.targetId);
    case "enablePolicyType":
      return enable(draft, step.rootId, step.policyType);
    case "disablePolicyType":
      return disable(draft, step);
    case "createOrganizationalUnit": {
      const unitId = getNewId(id);
      draft.setUnit({ id: unitId, arn: LATER, name: step.name, parentId: step.parentId });
      draft.setTags(unitId, step.tags);
      return attachFullAccess(draft, [unitId]);
    }
    case "updateOrganizationalUnit":
      return update(draft.getUnit(step.organizationalUnitId), (unit) => draft.setUnit({ ...unit, name: step.to }));
    case "deleteOrganizationalUnit":
      return draft.removeUnit(step.organizationalUnitId);
    case "moveAccount":
      return update(draft.getAccount(step.accountId), (account) => draft.setAccount({ ...account, parentId: step.to }));
    case "createAccount": {
      const [root] = draft.getRoots();
      const accountId = getNewId(id);
      draft.setAccount(createAccount(accountId, step, root?.id ?? ""));
      draft.setTags(accountId, step.tags);
      return attachFullAccess(draft, [accountId]);
    }
    case "closeAccount":
      return update(draft.getAccount(step.accountId), (account) =>
        draft.setAccount({ ...account, state: "PENDING_CLOSURE" }),
      );
    case "removeAccountFromOrganization":
      return draft.removeAccount(step.accountId);
    case "putAccountName":
      return update(draft.getAccount(step.accountId), (account) => draft.setAccount({ ...account, name: step.to }));
    case "tagResource":
      return draft.setTags(step.resourceId, { ...draft.getTags(step.resourceId), ...step.tags });
    case "untagResource": {
      const left = Object.entries(draft.getTags(step.resourceId)).filter(([key]) => !Object.hasOwn(step.was, key));
      return draft.setTags(step.resourceId, Object.fromEntries(left));
    }
    case "enableAWSServiceAccess":
      return draft.setTrusted(step.servicePrincipal, true);
    case "disableAWSServiceAccess":
      return draft.setTrusted(step.servicePrincipal, false);
    case "cancelHandshake":
      return draft.removeHandshake(step.handshakeId);
    case "inviteAccountToOrganization":
    case "acceptHandshake":
    case "declineHandshake":
    case "registerDelegatedAdministrator":
    case "deregisterDelegatedAdministrator":
    case "putResourcePolicy":
    case "deleteResourcePolicy":
    case "createOrganization":
    case "enableAllFeatures":
      // Nothing of what policies do depends on it before others have answered.
      return undefined;
  }
}

function update<T>(found: T | undefined, set: (found: T) => void): void {
  if (found !== undefined) set(found);
}

function createAccount(id: string, { name, email }: StepOf<"createAccount">, parentId: string): Account {
  return {
    id,
    arn: LATER,
    name,
    email,
    state: "ACTIVE",
    joinedMethod: "CREATED",
    joinedTimestamp: LATER,
    parentId,
  };
}

/** FullAWSAccess is attached to every target when SCPs are switched on (User Guide, Service control policies). */
function enable(draft: OrganizationDraft, rootId: string, type: PolicyType): void {
  changeTypes(draft, rootId, (types) => [...types, { type, status: "ENABLED" }]);
  if (type === SERVICE_CONTROL_POLICY) attachFullAccess(draft, draft.getTargetIds());
}

function disable(draft: OrganizationDraft, { rootId, policyType }: StepOf<"disablePolicyType">): void {
  changeTypes(draft, rootId, (types) => types.filter((entry) => entry.type !== policyType));
  for (const targetId of draft.getTargetIds()) {
    for (const { id } of draft.getAttached(targetId, policyType)) draft.detach(id, targetId);
  }
}

function changeTypes(
  draft: OrganizationDraft,
  rootId: string,
  change: (types: Root["policyTypes"]) => Root["policyTypes"],
): void {
  const root = draft.getRoots().find(({ id }) => id === rootId);
  if (root) draft.setRoot({ ...root, policyTypes: change(root.policyTypes) });
}

function attachFullAccess(draft: OrganizationDraft, targetIds: readonly string[]): void {
  const { fullAccess } = getPolicyTypeFacts(SERVICE_CONTROL_POLICY);
  if (fullAccess === undefined || !draft.isEnabled(SERVICE_CONTROL_POLICY)) return;
  for (const targetId of targetIds) draft.attach(fullAccess, targetId);
}
