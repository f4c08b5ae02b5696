import type { PolicyType } from "../../terms/policyTypes";

type Json = string | readonly Json[] | { readonly [key: string]: Json };

/** A statement with gaps in its strings: `«role»` stands for what an author chooses, as `gaps.ts` lists. */
export interface GuardrailStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly [element: string]: Json;
}

/** As statements to stand in a list, as the list itself, or as a whole policy. */
export type GuardrailForm = "statements" | "list" | "policy";

/** A guardrail of the library, ready to be put into a policy of its type. */
export interface Guardrail {
  /** Kebab case, for good: fixtures and documentation go by it. */
  readonly id: string;
  /** Imperative: `Deny leaving the organization`. */
  readonly title: string;
  /** What it is for, and whom it spares: one or two sentences of Markdown. */
  readonly summary: string;
  readonly theme: Theme;
  readonly type: PolicyType;
  readonly statements: readonly GuardrailStatement[];
}

export type Theme =
  | "organization and accounts"
  | "identity"
  | "Regions and services"
  | "logging and security services"
  | "compute"
  | "data protection"
  | "network"
  | "data perimeter"
  | "tags"
  | "cost";
