/** Fixes of elements that are missing, of the wrong type, or too many. */
import type { Node } from "jsonc-parser";
import { RESOURCE_CONTROL_POLICY } from "../../terms/policyTypes";
import {
  insertChildren,
  isOneLine,
  type Json,
  type Render,
  removeChildren,
  renderJson,
  renderNode,
  renderObject,
  replaceNode,
} from "../edits";
import { getElementNames } from "../elements";
import type { TextEdit } from "../language";
import { getMembers, getSpan, getString } from "../tree";
import {
  createFix,
  type Fix,
  type Fixer,
  type FixScope,
  getMarked,
  getProperty,
  getStatementAt,
  removeProperty,
  removeStatement,
  replaceSpan,
} from "./fix";

const CURRENT_VERSION = "2012-10-17";

export const addVersion: Fixer = function* (_, { document: { root, text } }) {
  if (root?.type !== "object") return;
  const edit = insertChildren(text, root, 0, [renderJson(CURRENT_VERSION, "Version")]);
  yield createFix("Add the Version", {}, [edit], { isSafe: true });
};

/** What AWS refuses has only one cure; the language of 2008 would get another meaning. */
export const updateVersion: Fixer = function* ({ span, data }) {
  yield createFix("Change to {word}", { word: CURRENT_VERSION }, replaceSpan(span, CURRENT_VERSION), {
    isSafe: data.oldVersion === undefined,
  });
};

export const addElement: Fixer = function* (problem, scope) {
  const { root } = scope.document;
  const element = String(problem.data.element);
  if (element === "Statement") {
    if (root?.type === "object") yield problem.data.bare ? wrap(scope, root) : add(scope, root, element, []);
    return;
  }
  const node = getStatementAt(scope, problem.span.start)?.node;
  if (!node) return;
  switch (element) {
    case "Effect":
      yield add(scope, node, element, "Deny");
      if (scope.type !== RESOURCE_CONTROL_POLICY) yield { ...add(scope, node, element, "Allow"), isPreferred: false };
      return;
    case "Principal":
      return yield { ...add(scope, node, element, "*"), isSafe: true };
    case "Resource":
      return yield add(scope, node, element, "*");
    case "Action": {
      const fix = add(scope, node, element, "$1");
      return yield { ...fix, title: { template: "Add {element}", data: { element } }, isSnippet: true };
    }
  }
};

/** Puts a policy around a statement that stands alone, with the Version that it may have brought. */
function wrap({ document: { text }, outline }: FixScope, root: Node): Fix {
  const version = outline.members.find(({ name }) => name === "Version");
  const own = outline.members.flatMap(({ name, key }) =>
    key.parent && name !== "Version" ? [renderNode(text, key.parent)] : [],
  );
  const isLine = isOneLine(text, root);
  const statement = renderObject(own, isLine);
  const list: Render = (indent, { colon, eol, unit }) => {
    const inner = indent === undefined ? undefined : indent + unit;
    const item = statement(inner, { colon, eol, unit });
    return `"Statement"${colon}[${inner === undefined ? item : `${eol}${inner}${item}${eol}${indent}`}]`;
  };
  const policy = renderObject([renderJson(getString(version?.value) ?? CURRENT_VERSION, "Version"), list], isLine);
  return createFix("Put the statement into a policy", {}, [replaceNode(text, root, policy)], { isSafe: true });
}

/** Inserts an element where it customarily stands. */
function add(
  { document }: FixScope,
  object: Parameters<typeof getMembers>[0] & object,
  element: string,
  value: Json,
): Fix {
  const place = element === "Statement" ? "document" : "statement";
  const order = getElementNames(place);
  const members = getMembers(object);
  const later = members.findIndex(({ name }) => order.indexOf(name) > order.indexOf(element));
  const edit = insertChildren(document.text, object, later < 0 ? Infinity : later, [renderJson(value, element)]);
  return createFix("Add {element}: {value}", { element, value: JSON.stringify(value) }, [edit]);
}

export const removeElement: Fixer = function* (problem, scope) {
  const key = getMarked(scope, problem);
  const element = getString(key);
  const edits = removeProperty(key);
  if (edits && element) yield createFix("Remove {element}", { element }, edits);
};

/** Who wrote Allow did not mean Deny: nothing here is preferred. */
export const fixRcpEffect: Fixer = function* ({ span }, scope) {
  const edits = removeStatement(getStatementAt(scope, span.start));
  if (edits) yield createFix("Remove the statement", {}, edits, { isPreferred: false });
  yield createFix("Change to {word}", { word: "Deny" }, replaceSpan(span, "Deny"), { isPreferred: false });
};

export const removeEmpty: Fixer = function* ({ span, data }, scope) {
  // That nothing is left out says nothing of what the statement is for.
  if (data.excepted !== undefined) return;
  const edits = removeStatement(getStatementAt(scope, span.start));
  if (edits) yield createFix("Remove the statement", {}, edits);
};

/** The name of the element whose value, or one of whose values, a node is. */
function getOwnKey(node: Node): Node | undefined {
  return getProperty(node.parent?.type === "array" ? node.parent : node)?.children?.[0];
}

/** `["Deny"]` → `"Deny"`, `12` → `"12"`. */
export const fixType: Fixer = function* (problem, scope) {
  const node = getMarked(scope, problem);
  if (!node) return;
  const { text } = scope.document;
  const [only, ...others] = node.children ?? [];
  if (node.type === "array" && only && others.length === 0) {
    const { start, end } = getSpan(only);
    yield createFix("Take it out of the list", {}, replaceSpan(getSpan(node), text.slice(start, end)), {
      isSafe: true,
    });
  } else if (node.type === "number" || node.type === "boolean") {
    const { start, end } = getSpan(node);
    // Of numbers only the year of a version is ever meant.
    if (getString(getOwnKey(node)) === "Version") {
      return yield createFix("Change to {word}", { word: "2012-10-17" }, replaceSpan({ start, end }, '"2012-10-17"'));
    }
    // Nor is a number an ARN or an action.
    if (/Resource|Action/.test(getString(getOwnKey(node)) ?? "")) return;
    yield createFix(
      "Put it in double quotes",
      {},
      replaceSpan({ start, end }, JSON.stringify(text.slice(start, end))),
      {
        isSafe: true,
      },
    );
  } else if (node.type === "null") {
    const edits = node.parent?.type === "array" ? removeChildren(node.parent, [node]) : removeProperty(node);
    if (edits) yield createFix("Remove {value}", { value: "null" }, edits);
  }
};

/** An element and its Not-twin become two statements, or one of them goes. */
export const fixConflict: Fixer = function* (problem, scope) {
  const [first, second] = [String(problem.data.first), String(problem.data.second)];
  const statement = getStatementAt(scope, problem.span.start);
  const { text } = scope.document;
  const list = statement?.node.parent;
  const [one, other] = [statement?.get(first), statement?.get(second)];
  if (!statement || !one?.key.parent || !other?.key.parent) return;
  if (list?.type === "array") {
    const copied = statement.members.filter(({ name }) => name !== first && name !== "Sid");
    const index = (list.children ?? []).indexOf(statement.node) + 1;
    const edits: readonly TextEdit[] = [
      ...removeChildren(statement.node, [other.key.parent]),
      insertChildren(text, list, index, [
        renderObject(
          copied.flatMap(({ key }) => (key.parent ? [renderNode(text, key.parent)] : [])),
          isOneLine(text, statement.node),
        ),
      ]),
    ];
    yield createFix("Split into two statements", {}, edits, { isPreferred: false });
  }
  for (const member of [other, one]) {
    const edits = removeProperty(member.key);
    if (edits) yield createFix("Remove {element}", { element: member.name }, edits, { isPreferred: false });
  }
};
