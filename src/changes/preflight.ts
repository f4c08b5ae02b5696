import type { PolicySummary } from "../organization/model";
import { getPolicyTypeFacts, RESOURCE_CONTROL_POLICY, type PolicyType } from "../terms/policyTypes";
import { countCharacters, getPolicyQuota, type PolicyQuota } from "../terms/quotas";
import type { Change } from "./change";
import { createFinding, type Finding } from "./findings";

/** What is known of the organization around a change. */
export interface PreflightFacts {
  readonly policy: PolicySummary;
  /** Shown in messages; the id where there is no name. */
  readonly targetName?: string;
  /** Policies of the type attached to the target; `undefined` when that could not be read. */
  readonly attached?: readonly PolicySummary[] | undefined;
  /** The types switched on at the root. */
  readonly enabledTypes: readonly PolicyType[];
  readonly isMemberCaller: boolean;
  /** The day whose quotas hold, `YYYY-MM-DD`; by default the newest known. */
  readonly asOf?: string;
}

/** What stands in the way of a change or should be known before it is confirmed; AWS has the last word. */
export function getFindings(change: Change, facts: PreflightFacts): readonly Finding[] {
  return [...checkAnyChange(facts), ...checkKind(change, facts)];
}

function* checkAnyChange({ policy, enabledTypes, isMemberCaller }: PreflightFacts): Generator<Finding> {
  if (!enabledTypes.includes(policy.type)) {
    yield createFinding("typeNotEnabled", { type: getPolicyTypeFacts(policy.type).short });
  }
  if (isMemberCaller) yield createFinding("memberCaller");
}

function checkKind(change: Change, facts: PreflightFacts): Iterable<Finding> {
  switch (change.kind) {
    case "attach":
      return checkAttach(change.targetId, facts);
    case "detach":
      return checkDetach(change.targetId, facts);
    case "update":
      return checkUpdate(change.from, change.to, facts);
  }
}

function* checkAttach(targetId: string, { policy, targetName = targetId, attached, asOf }: PreflightFacts) {
  const names = { policy: policy.name, target: targetName };
  if (!attached) {
    yield createFinding("attachedUnknown", names);
    return;
  }
  const quota = getStatedQuota(policy.type, asOf);
  if (attached.some(({ id }) => id === policy.id)) yield createFinding("alreadyAttached", names);
  else if (quota && attached.length >= quota.maxAttached) {
    yield createFinding("noSlot", { ...names, attached: attached.length, max: quota.maxAttached });
  }
}

function* checkDetach(targetId: string, { policy, targetName = targetId, attached }: PreflightFacts) {
  const names = { policy: policy.name, target: targetName };
  const { fullAccess, minAttached: min } = getPolicyTypeFacts(policy.type);
  const isFullAccess = policy.id === fullAccess;
  if (isFullAccess && policy.type === RESOURCE_CONTROL_POLICY) {
    yield createFinding("neverDetachable", names);
    return;
  }
  if (!attached) {
    yield createFinding("attachedUnknown", names);
  } else if (!attached.some(({ id }) => id === policy.id)) {
    yield createFinding("notAttached", names);
    return;
  } else if (attached.length <= min) {
    yield createFinding("lastAttached", { ...names, min });
    return;
  }
  if (isFullAccess) yield createFinding("withoutFullAccess", names);
}

function* checkUpdate(from: string, to: string, { policy, asOf }: PreflightFacts) {
  if (policy.awsManaged) yield createFinding("awsManaged", { policy: policy.name });
  if (from === to) yield createFinding("unchanged", { policy: policy.name });
  const quota = getStatedQuota(policy.type, asOf);
  const size = countCharacters(to);
  if (quota && size > quota.maxSize) {
    yield createFinding("tooLarge", { policy: policy.name, size, max: quota.maxSize });
  }
}

/** A quota that no page states must not stop anyone. */
function getStatedQuota(type: PolicyType, asOf: string | undefined): PolicyQuota | undefined {
  const quota = getPolicyQuota(type, asOf);
  return quota?.assumed ? undefined : quota;
}
