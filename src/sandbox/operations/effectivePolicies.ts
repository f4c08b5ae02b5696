import { awsError } from "../awsError";
import { mergePolicies } from "../effectivePolicy";
import { readEffectivePolicyType, readId } from "../input";
import { toSeconds } from "../wire";
import { answerPage, type Operation, type OperationEntry } from "./operation";

const describeEffectivePolicy: Operation = (state, request) => {
  const type = readEffectivePolicyType(request.input);
  const { callerAccountId, input } = request;
  const targetId = input.TargetId === undefined ? callerAccountId : readId(input, "TargetId", ["account"]);
  if (callerAccountId !== targetId && callerAccountId !== state.organization.masterAccountId) {
    if (state.getDelegatedServices(callerAccountId).length === 0) throw awsError("AccessDeniedException");
  }
  if (!state.getAccount(targetId)) throw awsError("TargetNotFoundException");
  if (!state.isPolicyTypeEnabled(type)) throw awsError("EffectivePolicyNotFoundException");
  const levels = state.getPath(targetId).map((id) => state.getAttached(id, type).map((policy) => policy.content));
  if (levels.every((level) => level.length === 0)) throw awsError("EffectivePolicyNotFoundException");
  return {
    EffectivePolicy: {
      PolicyContent: mergePolicies(type, levels, targetId),
      LastUpdatedTimestamp: toSeconds(state.policiesChangedAt),
      TargetId: targetId,
      PolicyType: type,
    },
  };
};

/** Merging here never fails, so no account has an invalid one. */
const listInvalid: Operation = (_state, request) => {
  const type = readEffectivePolicyType(request.input);
  return { ...answerPage(request, "Accounts", [], () => undefined), PolicyType: type };
};

export const EFFECTIVE_POLICY_OPERATIONS: Readonly<Record<string, OperationEntry>> = {
  DescribeEffectivePolicy: { permitted: "anyone", run: describeEffectivePolicy },
  ListAccountsWithInvalidEffectivePolicy: { permitted: "delegates", run: listInvalid },
};
