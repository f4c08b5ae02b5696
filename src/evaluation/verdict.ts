import type { PolicyType } from "../terms/policyTypes";

export type VerdictKind =
  /** Nothing stands in the way. SCPs and RCPs grant nothing: an identity or resource policy still has to. */
  | "allowed"
  /** A Deny matches. */
  | "explicitDeny"
  /** A level of the hierarchy has no SCP that allows it. */
  | "implicitDeny"
  /** It depends on what the request did not say. */
  | "conditional"
  /** It depends on what could not be read, or on what is not documented. */
  | "unknown"
  /** Neither SCPs nor RCPs are asked. */
  | "notSubject";

/** A statement of a policy, and where that policy is attached. */
export interface StatementRef {
  readonly targetId: string;
  readonly policyId: string;
  readonly sid?: string;
  /** Its place in the policy, from 0. */
  readonly statement: number;
}

/** What would decide, once its key is known: a condition of a statement, or an exemption from a policy type. */
export interface OpenCondition extends Partial<StatementRef> {
  readonly effect?: "Allow" | "Deny";
  /** As the policy writes it; `resource` for the request's resource. */
  readonly key: string;
  readonly operator?: string;
  /** The values, or patterns of resources, that the policy lists. */
  readonly values?: readonly string[];
}

/** `perhaps`: what the request does not say would tell; `unknown`: what could not be read would. */
export type Answer = "yes" | "no" | "perhaps" | "unknown";

/** What the policies attached to one root, OU or account say. */
export interface LevelFinding {
  readonly targetId: string;
  readonly denied: Answer;
  /** The first statement that denies, or might. */
  readonly deniedBy?: StatementRef;
  readonly allowed: Answer;
  readonly allowedBy?: StatementRef;
}

/** One of the two questions: what the SCPs of the principal's account say, or the RCPs of the resource's. */
export interface LegFinding {
  readonly policyType: PolicyType;
  readonly accountId?: string;
  readonly verdict: VerdictKind;
  readonly reason: string;
  /** Root first, account last; empty where no policy was asked. */
  readonly levels: readonly LevelFinding[];
}

/** Where a policy stands in the decision of a request. */
export type PolicyKind = "identity" | "boundary" | "session" | "resource" | "organization";

/** Whether a request that brings policies of its own is granted in the end. */
export interface AccessFinding {
  readonly verdict: Exclude<VerdictKind, "notSubject">;
  /** The kind that denies, or lacks an Allow. */
  readonly policyKind?: PolicyKind;
  /** The policy's place in the list of its kind, from 0. */
  readonly policy?: number;
  readonly statement?: number;
  readonly sid?: string;
  readonly missingContext?: readonly string[];
  readonly reason: string;
}

/** The answer, the statement or level that decided, and how. */
export interface Verdict {
  readonly id: string;
  readonly verdict: VerdictKind;
  readonly policyType?: PolicyType;
  readonly targetId?: string;
  readonly policyId?: string;
  readonly sid?: string;
  readonly statement?: number;
  /** Condition keys that would decide; `resource` for the resource. */
  readonly missingContext?: readonly string[];
  /** One sentence. */
  readonly reason: string;
  readonly openConditions?: readonly OpenCondition[];
  readonly legs: readonly LegFinding[];
  /** Only of a request with `policies`; all else speaks of SCPs and RCPs alone. */
  readonly access?: AccessFinding;
}
