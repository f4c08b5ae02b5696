import type { Problem, Severity } from "./language";
import { getOutline } from "./statements";
import type { PolicyDocument } from "./document";
import { contains, getSpan, getString } from "./tree";

/** What people decided about rules: other severities, and silence where they know better. */
export interface RuleSettings {
  /** By the code of a rule. */
  readonly severities: Readonly<Record<string, Severity | "off">>;
  readonly ignored: readonly IgnoredRule[];
}

/** A rule that is silent in a document, or in one statement of it. */
export interface IgnoredRule {
  readonly code: string;
  readonly sid?: string;
}

export function applyRuleSettings(
  problems: readonly Problem[],
  { severities, ignored }: RuleSettings,
  document: PolicyDocument,
): readonly Problem[] {
  const isIgnored = ({ code, span }: Problem) =>
    ignored.some((rule) => rule.code === code && (rule.sid === undefined || isWithin(rule.sid, span.start, document)));
  return problems.flatMap((problem) => {
    // What is no JSON cannot be wished away: nothing that follows would hold.
    const severity = problem.code === "json-syntax" ? "error" : (severities[problem.code] ?? problem.severity);
    if (severity === "off" || isIgnored(problem)) return [];
    return severity === problem.severity ? [problem] : [{ ...problem, severity }];
  });
}

function isWithin(sid: string, offset: number, document: PolicyDocument): boolean {
  return getOutline(document).statements.some(
    (statement) => getString(statement.get("Sid")?.value) === sid && contains(getSpan(statement.node), offset),
  );
}
