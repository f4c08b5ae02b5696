/** Refactorings of lists of actions. All keep the actions that are matched today. */
import type { Node } from "jsonc-parser";
import { RESOURCE_CONTROL_POLICY } from "../../terms/policyTypes";
import { collapseActions } from "../collapse";
import { renderJson, renderLike, replaceNode } from "../edits";
import { replaceEntry } from "../fixes/actions";
import { hasWildcard } from "../glob";
import type { Phrase, TextEdit } from "../language";
import { hasPlaceholder } from "../placeholder";
import { measurePolicySize } from "../size";
import type { Token } from "../reading/tokens";
import { getListed, getString, getStringNodes, type Member } from "../tree";
import { createRefactoring, type Refactorer, type RefactoringScope } from "./refactoring";

/** Beyond this a list of names tells nobody anything. */
const MAX_EXPANDED = 500;

/** What takes too long to be offered while someone waits for a menu, and is hardly ever written out. */
const MAX_COLLAPSED = 2000;

export const expandWildcard: Refactorer = function* ({ token, catalogue, document }) {
  if (token?.kind !== "action") return;
  const pattern = String(token.node.value);
  if (!hasWildcard(pattern) || hasPlaceholder(pattern) || pattern === "*" || pattern === "*:*") return;
  const names = catalogue.expand(pattern).map(({ name }) => name);
  if (names.length === 0 || names.length > MAX_EXPANDED) return;
  const template =
    names.length === 1 ? "Expand {pattern} to its only action" : "Expand {pattern} to its {count} actions";
  yield createRefactoring("inline", template, { pattern, count: names.length }, () =>
    replaceEntry(document.text, token.node, names),
  );
};

/** Entries that the catalogue does not know stay as they are. */
export const collapseList: Refactorer = function* ({ token, catalogue, document, context, type }) {
  const member = getActionMember(token);
  const patterns = readPatterns(member);
  // Wildcards are short already; what is written out is what can become one.
  if (!member?.value || !patterns || patterns.filter((pattern) => !hasWildcard(pattern)).length < 2) return;
  const value = member.value;
  const isOld = type !== RESOURCE_CONTROL_POLICY && context.asOf !== undefined && context.asOf < "2025-09-19";
  const known = patterns.filter((pattern) => catalogue.matchesAny(pattern));
  const names = new Set(known.flatMap((pattern) => catalogue.expand(pattern).map(({ name }) => name)));
  if (names.size > MAX_COLLAPSED) return;
  const collapsed = collapseActions(catalogue, names, isOld ? "end" : "anywhere");
  const others = patterns.filter((pattern) => !known.includes(pattern));
  if (collapsed.length + others.length >= patterns.length) return;
  const before = patterns.length;
  const after = collapsed.length + others.length;
  yield createRefactoring(
    "rewrite",
    "Collapse {before} entries to {after} that match the same actions today",
    { before, after },
    () => [replaceNode(document.text, value, renderLike(document.text, value, [...collapsed, ...others]))],
  );
};

/** For SCPs; an RCP has no NotAction. */
export const invertActions: Refactorer = function* (scope) {
  const member = getActionMember(scope.token);
  const patterns = readPatterns(member);
  if (scope.type === RESOURCE_CONTROL_POLICY || !member || !patterns || patterns.includes("*")) return;
  // All but what does not exist would be everything.
  if (!patterns.every((pattern) => scope.catalogue.matchesAny(pattern))) return;
  const name = member.name === "Action" ? "NotAction" : "Action";
  const inverted = createRefactoring("rewrite", "Turn into {element}, the same actions today", { element: name }, () =>
    invert(scope, member, name, patterns),
  );
  const refusal = findTooMany(scope, name, patterns);
  yield refusal ? { ...inverted, refusal } : inverted;
};

/** What is left of so many services is listed one by one by nobody. */
const MAX_PARTS = 50;

/** Why the list of all other actions would be of no use, told without making it. */
function findTooMany(
  { catalogue, document, type, context }: RefactoringScope,
  element: string,
  patterns: readonly string[],
): Phrase | undefined {
  const counts = catalogue.countMatches(patterns);
  const parts = [...counts].filter(([prefix, count]) => count < (catalogue.getService(prefix)?.actionCount ?? 0));
  if (parts.length > MAX_PARTS) {
    const template = "Not turned into {element}: it would list what is left of {count} services";
    return { template, data: { element, count: parts.length } };
  }
  const { minified, allowed } = measurePolicySize(document, type, context);
  const others = catalogue.services.filter(({ prefix, actionCount }) => (counts.get(prefix) ?? 0) < actionCount);
  const size = minified + others.reduce((sum, { prefix }) => sum + `"${prefix}:*",`.length, 0);
  if (allowed === undefined || size <= allowed) return undefined;
  const template = "Not turned into {element}: AWS takes {allowed} characters, and it would have {size} at least";
  return { template, data: { element, size, allowed } };
}

function invert(
  { catalogue, document }: RefactoringScope,
  member: Member,
  name: string,
  patterns: readonly string[],
): readonly TextEdit[] {
  const written = new Set(patterns.flatMap((pattern) => catalogue.expand(pattern).map((action) => action.name)));
  const others = catalogue.expand("*").flatMap((action) => (written.has(action.name) ? [] : [action.name]));
  const property = member.key.parent;
  const entries = collapseActions(catalogue, new Set(others));
  if (!property || entries.length === 0) return [];
  return [replaceNode(document.text, property, renderJson(entries, name))];
}

/** Sorts a list of actions, resources or values, each entry once. */
export const sortList: Refactorer = function* ({ token, document }) {
  const value = getListValue(token);
  const nodes = getListed(value);
  const texts = nodes.map(getString);
  if (!value || value.type !== "array" || texts.length < 2 || !texts.every((text) => text !== undefined)) return;
  // A gap stands for what nobody knows yet, several entries maybe.
  if (texts.some(hasPlaceholder)) return;
  const ignoresCase = token?.kind === "action";
  const unique = new Map(texts.map((text) => [ignoresCase ? text.toLowerCase() : text, text]));
  const sorted = [...unique].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, text]) => text);
  if (sorted.length === texts.length && sorted.every((text, at) => text === texts[at])) return;
  yield createRefactoring("rewrite", "Sort the list, each entry once", {}, () => [
    replaceNode(document.text, value, renderLike(document.text, value, sorted)),
  ]);
};

function getActionMember(token: Token | undefined): Member | undefined {
  if (token?.kind === "action") return token.statement.get(token.element);
  const isActions = token?.kind === "element" && (token.member.name === "Action" || token.member.name === "NotAction");
  return isActions && token.statement ? token.member : undefined;
}

/** `undefined` where there are none, or a gap of a template may stand for any. */
export function readPatterns(member: Member | undefined): readonly string[] | undefined {
  const patterns = getStringNodes(member?.value).map((node) => String(node.value));
  return patterns.length === 0 || patterns.some(hasPlaceholder) ? undefined : patterns;
}

function getListValue(token: Token | undefined): Node | undefined {
  switch (token?.kind) {
    case "action":
    case "resource":
    case "conditionValue":
      return token.node.parent;
    case "element":
      return token.member.value;
    default:
      return undefined;
  }
}
