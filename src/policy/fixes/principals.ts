/** Fixes of principals: neither SCPs nor RCPs single anyone out but by a condition. */
import type { Node } from "jsonc-parser";
import { insertChildren, type Json, renderJson } from "../edits";
import type { TextEdit } from "../language";
import type { Statement } from "../statements";
import { getListed, getMembers, getSpan, getString } from "../tree";
import { createFix, type Fixer, type FixScope, getMarked, getStatementAt, removeProperty, replaceSpan } from "./fix";

export const removePrincipal: Fixer = function* (problem, scope) {
  const key = getMarked(scope, problem);
  const statement = getStatementAt(scope, problem.span.start);
  const element = String(problem.data.element);
  const removal = removeProperty(key);
  const value = statement?.get(element)?.value;
  if (!statement || !removal || !value) return;
  const isEveryone = element === "Principal" && meansEveryone(value);
  const condition = isEveryone ? undefined : asCondition(scope, statement, element, value);
  if (condition) yield createFix("Turn {element} into a condition", { element }, [...removal, condition]);
  yield createFix("Remove {element}", { element }, removal, { isSafe: isEveryone, isPreferred: !condition });
};

export const widenPrincipal: Fixer = function* (problem, scope) {
  const value = getMarked(scope, problem);
  const statement = getStatementAt(scope, problem.span.start);
  if (!value || !statement) return;
  const widened = replaceSpan(getSpan(value), '"*"');
  if (meansEveryone(value)) return yield createFix("Change to {word}", { word: '"*"' }, widened, { isSafe: true });
  const condition = asCondition(scope, statement, "Principal", value);
  if (condition) yield createFix("Turn {element} into a condition", { element: "Principal" }, [...widened, condition]);
  yield createFix("Change to {word}", { word: '"*"' }, widened, { isPreferred: !condition });
};

/** For an RCP: NotPrincipal becomes a condition beside `"Principal": "*"`. */
export const fixNotPrincipal: Fixer = function* (problem, scope) {
  if (problem.data.element !== "NotPrincipal") return;
  const statement = getStatementAt(scope, problem.span.start);
  const member = statement?.get("NotPrincipal");
  if (!statement || !member?.value || !member.key.parent) return;
  const condition = asCondition(scope, statement, "NotPrincipal", member.value);
  if (!condition) return;
  const hasPrincipal = statement.get("Principal") !== undefined;
  const removal = hasPrincipal
    ? removeProperty(member.key)
    : replaceSpan(
        getSpan(member.key.parent),
        renderJson("*", "Principal")(undefined, { unit: "", eol: "", colon: ": " }),
      );
  yield createFix("Turn {element} into a condition", { element: "NotPrincipal" }, [...(removal ?? []), condition]);
};

/** `"*"`, `["*"]`, `{"AWS": "*"}`. */
function meansEveryone(value: Node): boolean {
  const nodes = value.type === "object" ? getMembers(value).map((member) => member.value) : [value];
  return nodes.length > 0 && nodes.every((node) => node && getListed(node).some((item) => item.value === "*"));
}

/** Only ARNs of users and roles, and accounts, have a condition that says the same. */
function asCondition(scope: FixScope, statement: Statement, element: string, value: Node): TextEdit | undefined {
  const members = getMembers(value);
  const [aws] = members;
  const listed =
    value.type === "object" ? (members.length === 1 && aws?.name === "AWS" ? aws.value : undefined) : value;
  const principals = getListed(listed).map(getString);
  if (principals.length === 0 || !principals.every((text) => text !== undefined && /^(arn:|\d{12}$)/.test(text))) {
    return undefined;
  }
  const texts = principals.map(String);
  const areAccounts = texts.every((text) => /^\d{12}$|:root$/.test(text));
  if (!areAccounts && texts.some((text) => /^\d{12}$/.test(text))) return undefined;
  const isNegated = element.startsWith("Not");
  const values = areAccounts ? texts.map((text) => /\d{12}/.exec(text)?.[0] ?? text) : texts;
  const key = areAccounts ? "aws:PrincipalAccount" : "aws:PrincipalArn";
  const operator = areAccounts ? `String${isNegated ? "Not" : ""}Equals` : `Arn${isNegated ? "Not" : ""}Like`;
  return addCondition(scope, statement, operator, key, values.length === 1 ? (values[0] ?? "") : values);
}

/** A further condition of a statement; `undefined` where operator and key are there already, or cannot be read. */
export function addCondition(
  { document: { text } }: Pick<FixScope, "document">,
  statement: Statement,
  operator: string,
  key: string,
  value: Json,
): TextEdit | undefined {
  const condition = statement.get("Condition");
  if (!condition)
    return insertChildren(text, statement.node, Infinity, [renderJson({ [operator]: { [key]: value } }, "Condition")]);
  if (condition.value?.type !== "object") return undefined;
  const block = getMembers(condition.value).find(({ name }) => name === operator);
  if (!block) return insertChildren(text, condition.value, Infinity, [renderJson({ [key]: value }, operator)]);
  const isTaken = getMembers(block.value).some(({ name }) => name.toLowerCase() === key.toLowerCase());
  if (block.value?.type !== "object" || isTaken) return undefined;
  return insertChildren(text, block.value, Infinity, [renderJson(value, key)]);
}
