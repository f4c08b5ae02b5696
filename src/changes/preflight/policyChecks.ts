import { findRefused } from "../../policy/managementSyntax";
import { compileWildcards, matchesPattern } from "../../policy/matching/pattern";
import { getPolicyTypeFacts, type PolicyType } from "../../terms/policyTypes";
import { countCharacters, getPolicyQuota } from "../../terms/quotas";
import type { Policy } from "../../organization/model";
import type { OrganizationDraft } from "../organizationDraft";
import type { Plan } from "../plan";
import type { PolicyFields, StepOf } from "../step";
import { finding, type PlanFinding } from "./catalogue";
import { findGap, type PlanFacts } from "./facts";
import { checkTags } from "./tagChecks";

/** Organizations API Reference, CreatePolicy. */
const MAX_NAME = 128;
const MAX_DESCRIPTION = 512;

export function* checkCreatePolicy(
  { policy }: StepOf<"createPolicy">,
  draft: OrganizationDraft,
  facts: PlanFacts,
): Generator<PlanFinding> {
  if (draft.organization.featureSet !== "ALL") yield finding("typeNotAvailable", { type: getShort(policy.type) });
  else if (!draft.isEnabled(policy.type)) yield finding("typeNotEnabled", { type: getShort(policy.type) });
  yield* checkName(policy.name, policy.type, undefined, draft);
  yield* checkDescription(policy.description);
  yield* checkSize(policy.name, policy.type, policy.content, facts);
  yield* checkTags(policy.tags, {}, policy.name);
}

export function* checkUpdatePolicy(
  { policyId, from, to }: StepOf<"updatePolicy">,
  draft: OrganizationDraft,
  facts: PlanFacts,
  plan: Plan,
): Generator<PlanFinding> {
  const policy = draft.getPolicy(policyId);
  if (!policy) {
    yield finding("missing", { what: "The policy", id: policyId });
    return;
  }
  if (policy.awsManaged) {
    yield finding("awsManaged", { policy: policy.name });
    return;
  }
  yield* checkOwner(policy.name, facts);
  // What is as it should become already is no conflict.
  const isOther = (key: keyof PolicyFields) => to[key] !== undefined && policy[key] !== to[key];
  if (listChanged(policy, from, facts).some(isOther)) yield tellChanged(policy.name, plan);
  if (FIELDS.every((key) => to[key] === undefined || to[key] === from[key])) {
    yield finding("nothingToDo", { what: policy.name });
  }
  if (to.name !== undefined) yield* checkName(to.name, policy.type, policyId, draft);
  if (to.description !== undefined) yield* checkDescription(to.description);
  if (to.content !== undefined) yield* checkSize(policy.name, policy.type, to.content, facts);
}

export function* checkDeletePolicy(
  { policyId, was }: StepOf<"deletePolicy">,
  draft: OrganizationDraft,
  facts: PlanFacts,
  plan: Plan,
): Generator<PlanFinding> {
  const policy = draft.getPolicy(policyId);
  if (!policy) {
    yield finding("nothingToDo", { what: policyId });
    return;
  }
  if (policy.awsManaged) {
    yield finding("awsManaged", { policy: policy.name });
    return;
  }
  yield* checkOwner(policy.name, facts);
  if (policy.type !== was.type) yield tellOtherType(policy, was.type);
  else if (listChanged(policy, was, facts).length > 0) yield tellChanged(policy.name, plan);
  const targets = draft.getTargets(policyId);
  if (targets.length > 0) {
    yield finding("stillAttached", { policy: policy.name, targets: targets.map((id) => draft.getName(id)).join(", ") });
  }
  yield finding("newId", { what: policy.name, id: policyId });
}

const FIELDS = ["name", "description", "content"] as const;

/** What is another than the plan expects; of a text that was not read nothing is said. */
function listChanged(policy: Policy, expected: PolicyFields, facts: PlanFacts): readonly (keyof PolicyFields)[] {
  const isUnread = findGap(facts, ["DescribePolicy"], policy.id) !== undefined;
  return FIELDS.filter((key) => policy[key] !== expected[key] && !(isUnread && key === "content"));
}

/** Somebody changed it since; an undo cannot be planned again. */
export function tellChanged(what: string, { undoes }: Plan): PlanFinding {
  return finding(undoes === undefined ? "changedSince" : "changedAfter", { what });
}

/** Who else looks after policies of that name. */
export function* checkOwner(name: string, { protections }: PlanFacts): Generator<PlanFinding> {
  const owned = protections.managedElsewhere.find((entry) => matchesPattern(compileWildcards(entry.name), name));
  if (owned) yield finding("managedElsewhere", { policy: name, owner: owned.owner });
}

/** Whether names are unique in a type or over all is not documented; AWS decides over the rest. */
function* checkName(name: string, type: PolicyType, ownId: string | undefined, draft: OrganizationDraft) {
  if (name.length === 0 || name.length > MAX_NAME) yield finding("nameLength", { name, max: MAX_NAME });
  if (draft.getPolicies(type).some((other) => other.name === name && other.id !== ownId)) {
    yield finding("nameTaken", { what: "policy", name });
  }
}

function* checkDescription(description: string) {
  if (description.length > MAX_DESCRIPTION) yield finding("descriptionLength", { max: MAX_DESCRIPTION });
}

function* checkSize(name: string, type: PolicyType, content: string, { asOf }: PlanFacts) {
  if (content.trim() === "") yield finding("emptyText", { policy: name });
  else if (getPolicyTypeFacts(type).key !== "Statement") yield* checkForm(name, type, content);
  const quota = getPolicyQuota(type, asOf);
  const size = countCharacters(content);
  // A quota that no page states must not stop anyone.
  if (quota && !quota.assumed && size > quota.maxSize) {
    yield finding("tooLarge", { policy: name, size, max: quota.maxSize });
  }
}

/** What a person may know better, since AWS adds to it during a year, is confirmed by typing. */
function* checkForm(name: string, type: PolicyType, content: string) {
  const document = parse(content);
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    yield finding("noJson", { policy: name });
    return;
  }
  const what = findRefused(type, { ...document });
  if (what !== undefined) yield finding("malformedText", { policy: name, type: getShort(type), what });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A plan's file may say anything; which checks hold depends on it. */
export function tellOtherType({ name, type }: Pick<Policy, "name" | "type">, expected: PolicyType): PlanFinding {
  return finding("otherType", { policy: name, found: getShort(type), expected: getShort(expected) });
}

export function getShort(type: PolicyType): string {
  return getPolicyTypeFacts(type).short;
}
