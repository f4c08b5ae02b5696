import type { Gap, OrganizationContents } from "../../organization/model";
import type { PolicyType } from "../../terms/policyTypes";

/** Whose rights a plan runs with, as far as read-only calls can tell. */
export type CallerRole = "management" | "delegate" | "member" | "unknown";

export interface PlanFacts {
  /** The organization as it was read last; `gaps` name what is missing. */
  readonly contents: OrganizationContents;
  readonly callerRole: CallerRole;
  /** What the delegation policy allows a delegate, such as `organizations:Attach*`. */
  readonly delegatedActions?: readonly string[];
  /** The day whose quotas hold, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly protections: Protections;
  /** `<target> <policy type>`: attachments that were read from the target, whatever the policies' own lists miss. */
  readonly listed?: readonly string[];
}

/** What settings forbid or watch; the union over all levels, so that a workspace only adds. */
export interface Protections {
  /** Ids or paths (`Root/Production`) of OUs and accounts; those below are meant too. */
  readonly protectedTargets: readonly string[];
  /** Patterns of policy names, and who owns those policies. */
  readonly managedElsewhere: readonly { readonly name: string; readonly owner: string }[];
  readonly mustKeep: readonly MustKeep[];
  /** What somebody wrote in a setting and is none of these. */
  readonly misread?: readonly { readonly setting: string; readonly entry: string }[];
}

/** What must stay possible whatever a plan does. */
export interface MustKeep {
  /** Pattern of principals' ARNs, such as `arn:*:iam::*:role/OrganizationAccountAccessRole`. */
  readonly principal: string;
  readonly actions: readonly string[];
  /** Ids or paths of roots, OUs or accounts; everywhere by default. */
  readonly targets?: readonly string[];
  /** Only what policies of this type take away counts; SCPs and RCPs by default. */
  readonly policyType?: PolicyType;
}

/** Whether an answer that rests on these operations is whole. */
export function findGap(facts: PlanFacts, operations: readonly string[], resource?: string): Gap | undefined {
  return facts.contents.gaps?.find(
    (gap) =>
      operations.includes(gap.operation) &&
      (resource === undefined || gap.resource === undefined || gap.resource.includes(resource)),
  );
}

/** Whether what is attached to a target is known as a whole. */
export function findAttachmentGap(facts: PlanFacts, targetId: string, type: PolicyType): Gap | undefined {
  const unknown = findGap(facts, ["ListPolicies"], type);
  if (unknown || facts.listed?.includes(`${targetId} ${type}`)) return unknown;
  const types = new Map(facts.contents.policies.map((policy) => [policy.id, policy.type]));
  const isOfType = ({ resource }: Gap) => resource === undefined || (types.get(resource) ?? type) === type;
  return (
    findGap(facts, ["ListPoliciesForTarget"], targetId) ??
    facts.contents.gaps?.find((gap) => gap.operation === "ListTargetsForPolicy" && isOfType(gap))
  );
}
