/** What stands beside the text: lenses above statements, hints behind words, links under them. */
import { hasStatements, resolvePolicyType } from "../policyType";
import type { Catalogue } from "../catalogue";
import type { PolicyDocument } from "../document";
import { hasWildcard } from "../glob";
import type { Phrase, PolicyContext, Span } from "../language";
import { hasPlaceholder } from "../placeholder";
import { getConditions, getOutline, type Statement } from "../statements";
import { getInnerSpan, getSpan, getString, getStringNodes } from "../tree";
import { type Coverage, getCoverage, MOST_COMPARISONS } from "./coverage";
import { findIds } from "./ids";
import { getTokens } from "./tokens";

/** The line above a statement. */
export interface StatementLens {
  readonly span: Span;
  readonly title: Phrase;
  /** Patterns of the actions that it speaks of, and whether it means all others. */
  readonly patterns: readonly string[];
  readonly isNegated: boolean;
}

export function getStatementLenses(
  document: PolicyDocument,
  context: PolicyContext,
  openCatalogue: () => Catalogue,
): readonly StatementLens[] {
  const type = resolvePolicyType(document, context);
  if (!hasStatements(type)) return [];
  const catalogue = openCatalogue();
  let left = MOST_COMPARISONS;
  return getOutline(document).statements.flatMap((statement): readonly StatementLens[] => {
    const patterns = getPatterns(statement);
    left -= catalogue.countComparisons(patterns);
    const coverage = left < 0 ? undefined : getCoverage(statement, type, catalogue);
    const effect = getString(statement.get("Effect")?.value);
    if (!coverage || (effect !== "Allow" && effect !== "Deny")) return [];
    const isNegated = statement.get("Action") === undefined;
    const title = getTitle(effect, coverage, getConditions(statement).length > 0);
    return [{ span: getSpan(statement.node), title, patterns, isNegated }];
  });
}

function getPatterns(statement: Statement): readonly string[] {
  const member = statement.get("Action") ?? statement.get("NotAction");
  return getStringNodes(member?.value).map((node) => String(node.value));
}

/** Whole sentences: a translator cannot do with parts. */
const TITLES = {
  Deny: {
    every: ["Denies every action", "Denies every action under conditions"],
    none: ["Denies none of the {total} known actions", "Denies none of the {total} known actions"],
    some: [
      "Denies {count} of {total} actions, in {services} services",
      "Denies {count} of {total} actions, in {services} services, under conditions",
    ],
    one: [
      "Denies {count} of {total} actions, in one service",
      "Denies {count} of {total} actions, in one service, under conditions",
    ],
  },
  Allow: {
    every: ["Allows every action", "Allows every action under conditions"],
    none: ["Allows none of the {total} known actions", "Allows none of the {total} known actions"],
    some: [
      "Allows {count} of {total} actions, in {services} services",
      "Allows {count} of {total} actions, in {services} services, under conditions",
    ],
    one: [
      "Allows {count} of {total} actions, in one service",
      "Allows {count} of {total} actions, in one service, under conditions",
    ],
  },
} as const;

function getTitle(effect: "Allow" | "Deny", { count, total, services }: Coverage, hasConditions: boolean): Phrase {
  const form = count === total ? "every" : count === 0 ? "none" : services === 1 ? "one" : "some";
  return { template: TITLES[effect][form][hasConditions ? 1 : 0], data: { count, total, services } };
}

/** A few words behind a word. */
export interface InlayHint {
  readonly offset: number;
  readonly text: string | Phrase;
  /** What it is, when looked at. */
  readonly tooltip?: string;
}

/** The names of ids, and how many actions each wildcard matches, between two offsets. */
export function getInlayHints(
  document: PolicyDocument,
  range: Span,
  context: PolicyContext,
  openCatalogue: () => Catalogue,
): readonly InlayHint[] {
  if (!hasStatements(resolvePolicyType(document, context))) return [];
  let left = MOST_COMPARISONS;
  return getTokens(document).flatMap((token): readonly InlayHint[] => {
    const { start, end } = getSpan(token.node);
    const text = getString(token.node);
    if (text === undefined || end < range.start || start > range.end) return [];
    if (token.kind === "action") {
      if (!hasWildcard(text) || hasPlaceholder(text) || text === "*") return [];
      left -= openCatalogue().countComparisons([text]);
      if (left < 0) return [];
      const counts = openCatalogue().countMatches([text]);
      const count = [...counts.values()].reduce((sum, one) => sum + one, 0);
      return [{ offset: end, text: { template: count === 1 ? "1 action" : "{count} actions", data: { count } } }];
    }
    if (token.kind !== "resource" && token.kind !== "conditionValue") return [];
    const named = findIds(text, context.organization).filter(({ name }) => name !== undefined);
    if (named.length === 0) return [];
    const [last] = named.slice(-1);
    // A path or an ARN names several: the innermost says most, and the tooltip all.
    return [
      {
        offset: end,
        text: last?.name ?? "",
        tooltip: named.map(({ id, place, state }) => `${id}: ${place ?? ""}${state ? ` (${state})` : ""}`).join("\n"),
      },
    ];
  });
}

/** An id that leads to its row in the organization's tree. */
export interface PolicyLink {
  readonly span: Span;
  readonly id: string;
}

/** The ids that the organization knows. AWS's pages on keys stand in the hover: here they would underline every key. */
export function getLinks(document: PolicyDocument, context: PolicyContext): readonly PolicyLink[] {
  if (!hasStatements(resolvePolicyType(document, context))) return [];
  return getTokens(document).flatMap((token): readonly PolicyLink[] => {
    if (token.kind !== "resource" && token.kind !== "conditionValue") return [];
    const inner = getInnerSpan(token.node);
    const text = document.text.slice(inner.start, inner.end);
    return findIds(text, context.organization)
      .filter(({ name }) => name !== undefined)
      .map(({ id, span }) => ({
        span: { start: inner.start + span.start, end: inner.start + span.end },
        id,
      }));
  });
}
