import type { Root } from "../../organization/model";
import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { awsError } from "../awsError";
import { readId, readPolicyType } from "../input";
import { FULL_AWS_ACCESS } from "../managedPolicies";
import type { OrganizationState } from "../state";
import { describeRoot } from "../wire";
import type { Operation, OperationEntry, OperationRequest } from "./operation";

function readRoot(state: OrganizationState, request: OperationRequest): Root {
  const root = state.getRoot(readId(request.input, "RootId", ["root"]));
  if (!root) throw awsError("RootNotFoundException");
  return root;
}

function* getAllTargetIds(state: OrganizationState): Generator<string> {
  for (const root of state.getRoots()) yield root.id;
  for (const unit of state.getAllOrganizationalUnits()) yield unit.id;
  for (const account of state.getAllAccounts()) yield account.id;
}

/** At AWS the change runs in the background (PENDING_ENABLE); here it is done at once. */
const enablePolicyType: Operation = (state, request) => {
  const root = readRoot(state, request);
  const type = readPolicyType(request.input, "PolicyType");
  if (state.organization.featureSet !== "ALL") throw awsError("PolicyTypeNotAvailableForOrganizationException");
  if (root.policyTypes.some((entry) => entry.type === type)) throw awsError("PolicyTypeAlreadyEnabledException");
  const changed: Root = { ...root, policyTypes: [...root.policyTypes, { type, status: "ENABLED" }] };
  state.setRoot(changed);
  if (type === SERVICE_CONTROL_POLICY) for (const id of getAllTargetIds(state)) state.attach(FULL_AWS_ACCESS.id, id);
  state.policiesChangedAt = request.now;
  return { Root: describeRoot(changed) };
};

/** Every attachment of the type is lost; enabling it again does not bring them back (User Guide, SCPs). */
const disablePolicyType: Operation = (state, request) => {
  const root = readRoot(state, request);
  const type = readPolicyType(request.input, "PolicyType");
  if (!root.policyTypes.some((entry) => entry.type === type)) throw awsError("PolicyTypeNotEnabledException");
  for (const policyId of state.listPolicies(type)) {
    for (const targetId of [...state.listTargets(policyId)]) state.detach(policyId, targetId);
  }
  const changed: Root = { ...root, policyTypes: root.policyTypes.filter((entry) => entry.type !== type) };
  state.setRoot(changed);
  state.policiesChangedAt = request.now;
  return { Root: describeRoot(changed) };
};

export const POLICY_TYPE_OPERATIONS: Readonly<Record<string, OperationEntry>> = {
  EnablePolicyType: { permitted: "delegates", run: enablePolicyType },
  DisablePolicyType: { permitted: "delegates", run: disablePolicyType },
};
