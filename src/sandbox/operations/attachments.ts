import { getPolicyTypeFacts, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { getPolicyQuota } from "../../terms/quotas";
import { awsError, constraintViolation, invalidInput } from "../awsError";
import { readId, readPolicyType, TARGET_KINDS } from "../input";
import { RCP_FULL_AWS_ACCESS } from "../managedPolicies";
import type { OrganizationState } from "../state";
import { describePolicySummary, describeTarget } from "../wire";
import { demand } from "../demand";
import { answerPage, type Operation, type OperationEntry, type OperationRequest } from "./operation";
import { readPolicy } from "./policies";

function readTargetId(state: OrganizationState, request: OperationRequest): string {
  const id = readId(request.input, "TargetId", TARGET_KINDS, "INVALID_PATTERN_TARGET_ID");
  if (!state.getTarget(id)) throw awsError("TargetNotFoundException");
  return id;
}

const attachPolicy: Operation = (state, request) => {
  const policy = readPolicy(state, request);
  const targetId = readTargetId(state, request);
  if (!state.isPolicyTypeEnabled(policy.type)) throw awsError("PolicyTypeNotEnabledException");
  if (policy.id === RCP_FULL_AWS_ACCESS.id || state.isAttached(policy.id, targetId)) {
    throw awsError("DuplicatePolicyAttachmentException");
  }
  // RCPFullAWSAccess is on every target and counts.
  const used = state.getAttached(targetId, policy.type).length + (policy.type === RESOURCE_CONTROL_POLICY ? 1 : 0);
  const quota = getPolicyQuota(policy.type, request.now.slice(0, 10));
  if (quota && used >= quota.maxAttached) throw constraintViolation("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED");
  state.attach(policy.id, targetId);
  state.policiesChangedAt = request.now;
  return {};
};

const detachPolicy: Operation = (state, request) => {
  const policy = readPolicy(state, request);
  const targetId = readTargetId(state, request);
  if (policy.id === RCP_FULL_AWS_ACCESS.id) throw invalidInput("NON_DETACHABLE_POLICY");
  if (!state.isAttached(policy.id, targetId)) throw awsError("PolicyNotAttachedException");
  // The last RCP is RCPFullAWSAccess, which stays in any case.
  const min = policy.type === SERVICE_CONTROL_POLICY ? getPolicyTypeFacts(policy.type).minAttached : 0;
  if (state.getAttached(targetId, policy.type).length <= min) {
    throw constraintViolation("MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED");
  }
  state.detach(policy.id, targetId);
  state.policiesChangedAt = request.now;
  return {};
};

const listPoliciesForTarget: Operation = (state, request) => {
  const targetId = readTargetId(state, request);
  const type = readPolicyType(request.input, "Filter");
  const ids = state.getAttached(targetId, type).map((policy) => policy.id);
  return answerPage(request, "Policies", ids.sort(), (id) => describePolicySummary(demand(state.getPolicy(id))));
};

const listTargetsForPolicy: Operation = (state, request) =>
  answerPage(request, "Targets", state.listTargets(readPolicy(state, request).id), (id) =>
    describeTarget(demand(state.getTarget(id))),
  );

export const ATTACHMENT_OPERATIONS: Readonly<Record<string, OperationEntry>> = {
  AttachPolicy: { permitted: "delegates", run: attachPolicy },
  DetachPolicy: { permitted: "delegates", run: detachPolicy },
  ListPoliciesForTarget: { permitted: "delegates", run: listPoliciesForTarget },
  ListTargetsForPolicy: { permitted: "delegates", run: listTargetsForPolicy },
};
