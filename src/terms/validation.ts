/** What IAM Access Analyzer says of a policy (Access Analyzer API Reference, ValidatePolicy). */
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY, type PolicyType } from "./policyTypes";

/** One step into a document. An element of a list by `index`; a member's value by `value`, its name by `key`. */
export type PathStep =
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "value"; readonly value: string }
  /** A part of a string, in characters. */
  | { readonly kind: "substring"; readonly start: number; readonly length: number };

/** A place in the text that was sent: lines from 1, columns and offsets from 0. What they count is not documented. */
export interface FindingPosition {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface FindingLocation {
  /** None for the whole policy, and where a step is of a kind that is not known. */
  readonly path: readonly PathStep[];
  /** The end is exclusive. */
  readonly span: { readonly start: FindingPosition; readonly end: FindingPosition } | undefined;
}

export type FindingType = "ERROR" | "SECURITY_WARNING" | "WARNING" | "SUGGESTION";

export interface ValidationFinding {
  readonly type: FindingType;
  /** Such as `MISSING_VERSION`. */
  readonly issueCode: string;
  /** In the language that was asked for. */
  readonly details: string;
  readonly learnMoreLink: string;
  readonly locations: readonly FindingLocation[];
}

/** Asks AWS what it thinks of a policy's text. Free of charge; needs `access-analyzer:ValidatePolicy`. */
export interface PolicyValidator {
  /** `language`: the person's, such as `de` or `pt-br`; AWS answers in English where it does not know it. */
  validatePolicy(type: PolicyType, text: string, language?: string): Promise<readonly ValidationFinding[]>;
}

/** Declarative policies are not looked at. */
export function canBeValidated(type: PolicyType): boolean {
  return type === SERVICE_CONTROL_POLICY || type === RESOURCE_CONTROL_POLICY;
}
