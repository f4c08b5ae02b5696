import type { Gap, OrganizationContents } from "../../organization/model";

/** Whose rights a plan runs with, as far as read-only calls can tell. */
export type CallerRole = "management" | "delegate" | "member" | "unknown";

export interface PlanFacts {
  /** The organization as it was read last; `gaps` name what is missing. */
  readonly contents: OrganizationContents;
  readonly callerRole: CallerRole;
  /** The day whose quotas hold, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly protections: Protections;
}

/** What settings forbid or watch; the union over all levels, so that a workspace only adds. */
export interface Protections {
  /** Ids or paths (`Root/Production`) of OUs and accounts; those below are meant too. */
  readonly protectedTargets: readonly string[];
  /** Patterns of policy names, and who owns those policies. */
  readonly managedElsewhere: readonly { readonly name: string; readonly owner: string }[];
  readonly mustKeep: readonly MustKeep[];
}

/** What must stay possible whatever a plan does. */
export interface MustKeep {
  /** Pattern of principals' ARNs, such as `arn:*:iam::*:role/OrganizationAccountAccessRole`. */
  readonly principal: string;
  readonly actions: readonly string[];
  /** Ids or paths of roots, OUs or accounts; everywhere by default. */
  readonly targets?: readonly string[];
}

/** Whether an answer that rests on these operations is whole. */
export function findGap(facts: PlanFacts, operations: readonly string[], resource?: string): Gap | undefined {
  return facts.contents.gaps?.find(
    (gap) =>
      operations.includes(gap.operation) &&
      (resource === undefined || gap.resource === undefined || gap.resource.includes(resource)),
  );
}
