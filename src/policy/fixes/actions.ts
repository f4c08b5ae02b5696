/** Fixes of entries of Action and NotAction. */
import type { Node } from "jsonc-parser";
import { supportsResourceControl } from "../../terms/rcpServices";
import type { Catalogue } from "../catalogue";
import { collapseActions } from "../collapse";
import { insertChildren, removeChildren, renderJson, replaceNode } from "../edits";
import type { TextEdit } from "../language";
import { FEDERATED } from "../rules/federatedCallers";
import { splitActions } from "../rules/malformedAction";
import { getString, getStringNodes } from "../tree";
import { createFix, type Fix, type Fixer, type FixScope, getMarked, getStatementAt, replaceSpan } from "./fix";
import { removeAction } from "./words";

/** Beyond this a list says less than the wildcard it stands for. */
const MAX_LISTED = 100;

export const fixMalformedAction: Fixer = function* (problem, scope) {
  const { nearest, count } = problem.data;
  const node = getMarked(scope, problem);
  if (count !== undefined && node) {
    const entries = splitActions(String(node.value));
    yield createFix("Make each an entry ({count})", { count }, replaceEntry(scope.document.text, node, entries));
  } else if (nearest !== undefined) {
    const word = String(nearest);
    yield createFix("Change to {word}", { word }, replaceSpan(problem.span, word));
  }
  yield* removeAction(problem, scope);
};

/** An RCP has no NotAction: the actions that it covers, of the services that RCPs reach, are listed. */
export const listCovered: Fixer = function* ({ span, data }, scope) {
  const member = getStatementAt(scope, span.start)?.get("NotAction");
  if (data.element !== "NotAction" || !member?.value || !member.key.parent) return;
  const { catalogue } = scope;
  const excepted = new Set(
    getStringNodes(member.value).flatMap((node) => catalogue.expand(String(node.value)).map(({ name }) => name)),
  );
  const covered = catalogue
    .expand("*")
    .map(({ name }) => name)
    .filter((name) => supportsResourceControl(name.slice(0, name.indexOf(":"))) && !excepted.has(name));
  const patterns = collapseActions(catalogue, new Set(covered));
  const edit = replaceNode(scope.document.text, member.key.parent, renderJson(patterns, "Action"));
  yield createFix("Change to the Action that says the same today ({count} entries)", { count: patterns.length }, [
    edit,
  ]);
};

/** The actions that a pattern matches without those of federated sign-in. */
export const leaveFederated: Fixer = function* (problem, scope) {
  const node = getMarked(scope, problem);
  const names = scope.catalogue.expand(getString(node) ?? "").map(({ name }) => name);
  const others = names.filter((name) => !FEDERATED.includes(name));
  if (node && others.length > 0 && others.length <= MAX_LISTED) {
    const edits = replaceEntry(scope.document.text, node, others);
    yield createFix("Name the other actions ({count})", { count: others.length }, edits);
  }
  yield* removeAction(problem, scope);
};

/** A wildcard in the service becomes one entry for each service that it means. */
export const nameServices: Fixer = function* (problem, scope) {
  yield* nameEach(problem, scope, () => true);
  yield* removeAction(problem, scope);
};

/** What RCPs do not reach goes; `*` becomes the services that they reach. */
export const fixRcpAction: Fixer = function* (problem, scope) {
  if (problem.data.action !== undefined) yield* nameEach(problem, scope, supportsResourceControl);
  yield* removeAction(problem, scope);
};

function* nameEach(
  problem: Parameters<Fixer>[0],
  scope: FixScope,
  isWanted: (prefix: string) => boolean,
): Generator<Fix> {
  const node = getMarked(scope, problem);
  const written = getString(node);
  if (!node || !written) return;
  const names = listServices(scope.catalogue, written).filter((name) => isWanted(name.slice(0, name.indexOf(":"))));
  if (names.length === 0 || names.length > MAX_LISTED) return;
  yield createFix(
    "Name each service ({count})",
    { count: names.length },
    replaceEntry(scope.document.text, node, names),
  );
}

/** `sec*:Delete*` → `secretsmanager:Delete*`, `securityhub:Delete*`: the services where it matches anything. */
function listServices(catalogue: Catalogue, pattern: string): readonly string[] {
  const colon = pattern.indexOf(":");
  const [service, name] = colon < 0 ? [pattern, "*"] : [pattern.slice(0, colon), pattern.slice(colon + 1)];
  return [...catalogue.countMatches([`${service}:${name}`]).keys()].map((prefix) => `${prefix}:${name}`);
}

/** Replaces one entry, alone or in a list, by others; those that are listed already are not listed again. */
export function replaceEntry(text: string, node: Node, entries: readonly string[]): readonly TextEdit[] {
  const list = node.parent;
  if (list?.type !== "array") {
    const [only] = entries;
    return [replaceNode(text, node, renderJson(entries.length === 1 && only !== undefined ? only : entries))];
  }
  const others = new Set(
    getStringNodes(list).flatMap((item) => (item === node ? [] : [String(item.value).toLowerCase()])),
  );
  const fresh = entries.filter((entry) => !others.has(entry.toLowerCase())).map((entry) => renderJson(entry));
  const [first, ...more] = fresh;
  if (!first) return removeChildren(list, [node]);
  const replaced = replaceNode(text, node, first);
  if (more.length === 0) return [replaced];
  const after = insertChildren(text, list, (list.children ?? []).indexOf(node) + 1, more);
  // Both touch at the end of the entry when it is the last one: one edit then.
  if (after.span.start !== replaced.span.end) return [replaced, after];
  return [{ span: replaced.span, newText: replaced.newText + after.newText }];
}
