import type { Node } from "jsonc-parser";
import type { PolicyType } from "../../terms/policyTypes";
import type { Catalogue } from "../catalogue";
import type { PolicyDocument } from "../document";
import type { PolicyContext, Severity, Span } from "../language";
import type { PolicyOutline } from "../statements";

/** What a rule yields; severity and data fall back to the rule's own and to nothing. */
export interface Finding {
  readonly span: Span;
  readonly severity?: Severity;
  readonly data?: Readonly<Record<string, string | number>>;
}

/** What a rule looks at. */
export interface RuleScope {
  readonly document: PolicyDocument;
  readonly type: PolicyType;
  readonly context: PolicyContext;
  readonly outline: PolicyOutline;
  /** Opened on first use. */
  readonly catalogue: Catalogue;
  /** Whether JSON breaks inside a node, so that what seems missing may only be unreadable. */
  readonly isBroken: (node: Node) => boolean;
}

/** Which texts a rule reads: any JSON, any with statements (SCP and RCP), any other type, or those of one type. */
export type RuleReach = "json" | "statements" | "scp" | "rcp" | "management";

/** A rule of the language: one row of the diagnostics catalogue. */
export interface Rule {
  /** Stable, kebab-case. */
  readonly code: string;
  /** What it finds, in a few words. */
  readonly title: string;
  readonly severity: Severity;
  readonly reach: RuleReach;
  /** English templates, the most specific first: the first whose every `{name}` is in the data speaks. */
  readonly messages: readonly [string, ...string[]];
  /** Why it matters, for the docs page. Markdown. */
  readonly why: string;
  readonly bad: string;
  readonly good: string;
  /** The AWS page that says so. */
  readonly source: string;
  check(scope: RuleScope): Iterable<Finding>;
}
