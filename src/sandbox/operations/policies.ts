import type { Policy } from "../../organization/model";
import { countCharacters, getPolicyQuota, ORGANIZATION_QUOTAS } from "../../terms/quotas";
import type { PolicyType } from "../../terms/policyTypes";
import { awsError, constraintViolation, invalidInput } from "../awsError";
import { createArns, createPolicyId } from "../ids";
import { readId, readName, readOptionalDescription, readOptionalName, readPolicyType, readText } from "../input";
import { isWellFormed } from "../policyCheck";
import type { OrganizationState } from "../state";
import { describePolicy, describePolicySummary } from "../wire";
import { demand } from "../demand";
import { answerPage, type Operation, type OperationEntry, type OperationRequest } from "./operation";
import { readTags } from "./tags";

const { policiesOfOtherTypes } = ORGANIZATION_QUOTAS;
const POLICIES_OF_TYPE: Readonly<Record<string, number>> = ORGANIZATION_QUOTAS.policiesOfType;

export function readPolicy(state: OrganizationState, request: OperationRequest): Policy {
  const policy = state.getPolicy(readId(request.input, "PolicyId", ["policy"], "INVALID_SYNTAX_POLICY_ID"));
  if (!policy) throw awsError("PolicyNotFoundException");
  return policy;
}

function checkContent(type: PolicyType, content: string, now: string): void {
  const quota = getPolicyQuota(type, now.slice(0, 10));
  if (quota && countCharacters(content) > quota.maxSize) throw constraintViolation("POLICY_CONTENT_LIMIT_EXCEEDED");
  if (!isWellFormed(type, content)) throw awsError("MalformedPolicyDocumentException");
}

/** Names differ within a type; whether across types too is not documented. */
function checkName(state: OrganizationState, type: PolicyType, name: string, self?: string): void {
  const taken = state.listPolicies(type).some((id) => id !== self && state.getPolicy(id)?.name === name);
  if (taken) throw awsError("DuplicatePolicyException");
}

const createPolicy: Operation = (state, request) => {
  const { input } = request;
  const type = readPolicyType(input, "Type");
  const name = readName(input);
  const description = readOptionalDescription(input);
  const content = readText(input, "Content", { min: 1 });
  const tags = readTags(input);
  if (description === undefined) throw invalidInput("INPUT_REQUIRED");
  if (state.organization.featureSet !== "ALL") throw awsError("PolicyTypeNotAvailableForOrganizationException");
  checkContent(type, content, request.now);
  checkName(state, type, name);
  if (state.listPolicies(type).length >= (POLICIES_OF_TYPE[type] ?? policiesOfOtherTypes)) {
    throw constraintViolation("POLICY_NUMBER_LIMIT_EXCEEDED");
  }
  const id = createPolicyId(request.random);
  const arn = createArns(state.organization).policy(type, id);
  const policy: Policy = { id, arn, name, description, type, awsManaged: false, content };
  state.setPolicy(policy);
  if (tags.size > 0) state.setTags(id, tags);
  return { Policy: describePolicy(policy) };
};

const updatePolicy: Operation = (state, request) => {
  const policy = readPolicy(state, request);
  if (policy.awsManaged) throw invalidInput("IMMUTABLE_POLICY");
  const name = readOptionalName(request.input) ?? policy.name;
  const description = readOptionalDescription(request.input) ?? policy.description;
  const content = request.input.Content === undefined ? policy.content : readText(request.input, "Content", { min: 1 });
  if (content !== policy.content) checkContent(policy.type, content, request.now);
  checkName(state, policy.type, name, policy.id);
  const updated = { ...policy, name, description, content };
  state.setPolicy(updated);
  state.policiesChangedAt = request.now;
  return { Policy: describePolicy(updated) };
};

const deletePolicy: Operation = (state, request) => {
  const policy = readPolicy(state, request);
  if (policy.awsManaged) throw invalidInput("IMMUTABLE_POLICY");
  if (state.listTargets(policy.id).length > 0) throw awsError("PolicyInUseException");
  state.deletePolicy(policy);
  return {};
};

export const POLICY_OPERATIONS: Readonly<Record<string, OperationEntry>> = {
  ListPolicies: {
    permitted: "delegates",
    run: (state, request) =>
      answerPage(request, "Policies", state.listPolicies(readPolicyType(request.input, "Filter")), (id) =>
        describePolicySummary(demand(state.getPolicy(id))),
      ),
  },
  DescribePolicy: {
    permitted: "delegates",
    run: (state, request) => ({ Policy: describePolicy(readPolicy(state, request)) }),
  },
  CreatePolicy: { permitted: "delegates", run: createPolicy },
  UpdatePolicy: { permitted: "delegates", run: updatePolicy },
  DeletePolicy: { permitted: "delegates", run: deletePolicy },
};
