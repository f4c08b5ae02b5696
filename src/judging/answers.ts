/** What the judge answers: plain data that passes between threads, counted and named, without sets of bits. */
import type { PopulationCount } from "../engine/impactSummary";
import type { AccessLevel } from "../evaluation/access/universe";
import type { Exemption } from "../evaluation/blastRadius";
import type { ServiceView } from "../evaluation/effectiveView";
import type { TransitionKind } from "../evaluation/transition";
import type { PolicyType } from "../terms/policyTypes";

/** Whom a policy reaches, and how much each statement means there; small enough to be worked out while someone types. */
export interface PolicyMeasure {
  readonly accounts: PopulationCount;
  readonly organizationalUnits: number;
  /** What is known of the structure or of attachments has gaps: there may be more. */
  readonly isPartial: boolean;
  readonly statements: readonly StatementMeasure[];
  /** Why it cannot be told what the policy does, in words that follow "because". */
  readonly problem?: string;
}

export interface StatementMeasure {
  /** Its place in the policy, from 0. */
  readonly statement: number;
  readonly effect: "Allow" | "Deny";
  readonly actions: number;
  readonly services: number;
  readonly exemptions: readonly Exemption[];
  /** It does nothing where it is attached. */
  readonly isNeedless: boolean;
  /** Places in Action, from 0, of entries that do nothing there. */
  readonly needlessEntries: readonly number[];
}

export interface NamedAccount {
  readonly id: string;
  readonly name: string;
}

export interface NamedPopulation {
  readonly members: readonly NamedAccount[];
  readonly management: readonly NamedAccount[];
  readonly suspended: readonly NamedAccount[];
  readonly closed: readonly NamedAccount[];
}

/** Actions of a service by access level. */
export interface ServiceActions {
  readonly prefix: string;
  /** `Amazon S3` */
  readonly name: string;
  readonly count: number;
  /** All actions of the service. */
  readonly total: number;
  readonly levels: readonly { readonly level: AccessLevel; readonly actions: readonly string[] }[];
}

/** Actions of which the same becomes. */
export interface ChangedActions {
  readonly kind: TransitionKind;
  readonly services: readonly ServiceActions[];
}

/** Accounts of which the same becomes. */
export interface ChangedAccounts {
  readonly accounts: NamedPopulation;
  readonly changes: readonly ChangedActions[];
}

/** All that a policy does, for a document. */
export interface PolicyReport {
  readonly accounts: NamedPopulation;
  readonly organizationalUnits: readonly string[];
  readonly isPartial: boolean;
  readonly statements: readonly StatementReport[];
  readonly problem?: string;
  /** What `changes` is measured against: the text as published, or, where it is that text, the same without the policy. */
  readonly comparedWith: "published" | "without";
  readonly changes: readonly ChangedAccounts[];
  /** Day of the catalogue of actions. */
  readonly catalogueDate: string;
}

export interface StatementReport {
  readonly statement: number;
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  readonly services: readonly ServiceActions[];
  /** When it holds, any of these, in words; empty where it always does. */
  readonly conditions: readonly string[];
  readonly isNeedless: boolean;
  readonly needless: readonly ServiceActions[];
}

/** The ceiling of a target: what SCPs and RCPs leave. */
export interface TargetView {
  readonly targetId: string;
  /** Root first. */
  readonly path: readonly NamedAccount[];
  readonly isExempt: boolean;
  readonly services: readonly ServiceLeft[];
  readonly catalogueDate: string;
}

export interface ServiceLeft extends Omit<ServiceView, "lines"> {
  readonly reasons: readonly ServiceReason[];
}

/** Why actions of a service are not free. */
export interface ServiceReason {
  readonly count: number;
  readonly outcome: "denied" | "conditional" | "unknown";
  readonly policyType: PolicyType;
  readonly levelId: string;
  readonly levelName: string;
  /** Without one, no SCP of the level allows the actions, or a part of it could not be read. */
  readonly statement?: StatementPlace;
  readonly conditions: readonly string[];
}

export interface StatementPlace {
  readonly policyId: string;
  readonly policyName: string;
  readonly statement: number;
  readonly sid?: string;
}
