/**
 * What AWS refuses or ignores in a resource-based delegation policy, as far as its pages say (User Guide,
 * orgs-policy-delegate, and the document history of 30 June 2026). No VS Code here.
 */
import { parsePolicyDocument } from "../../policy/document";
import type { Span } from "../../policy/language";
import { compileWildcards, matchesPattern } from "../../policy/matching/pattern";
import { getOutline, type Statement } from "../../policy/statements";
import { getSpan, getString, getStringNodes } from "../../policy/tree";
import { DELEGABLE_ACTIONS, DELEGABLE_AS_OF } from "../../terms/delegableActions";
import type { Translate } from "../../terms/translate";

export interface DelegationProblem {
  readonly span: Span;
  readonly severity: "error" | "warning";
  readonly message: string;
}

export function getDelegationProblems(text: string, t: Translate): readonly DelegationProblem[] {
  if (text.trim() === "") return [];
  const document = parsePolicyDocument(text);
  const { statements } = getOutline(document);
  const faults = document.faults.map(({ span }): DelegationProblem => error(span, t("This is not JSON.")));
  if (faults.length > 0) return faults;
  if (statements.length === 0) return [error({ start: 0, end: text.length }, t("The policy has no statement."))];
  return statements.flatMap((statement) => [...checkStatement(statement, t)]);
}

function* checkStatement(statement: Statement, t: Translate): Generator<DelegationProblem> {
  const at = { start: statement.node.offset, end: statement.node.offset + 1 };
  for (const name of ["Effect", "Principal", "Action", "Resource"]) {
    if (!statement.get(name) && !statement.get(`Not${name}`)) yield error(at, t("The statement has no {0}.", name));
  }
  for (const name of ["NotAction", "NotResource"]) {
    const member = statement.get(name);
    if (member) yield error(getSpan(member.key), t("AWS takes no {0} in a delegation policy any more.", name));
  }
  for (const node of getStringNodes(statement.get("Action")?.value)) {
    const pattern = getString(node) ?? "";
    const name = /^organizations:(.+)$/i.exec(pattern)?.[1];
    if (name !== undefined && DELEGABLE_ACTIONS.some((action) => matches(name, action))) continue;
    yield {
      span: getSpan(node),
      severity: "warning",
      message: t("AWS lets no such action be delegated, as of {0}: {1}", DELEGABLE_AS_OF, pattern),
    };
  }
}

function matches(pattern: string, action: string): boolean {
  return matchesPattern(compileWildcards(pattern.toLowerCase()), action.toLowerCase());
}

function error(span: Span, message: string): DelegationProblem {
  return { span, severity: "error", message };
}
