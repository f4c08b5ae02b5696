/** Small amendments to a policy that keep the rest of its text as it is written. */
import type { Node } from "jsonc-parser";
import type { PolicyDocument } from "./document";
import { insertChildren, renderJson, replaceNode } from "./edits";
import { addTests } from "./fixes/addTests";
import type { TextEdit } from "./language";
import { type Condition, getConditions, getOutline, type Statement } from "./statements";
import { getSpan } from "./tree";

/**
 * Takes principals out of a Deny: their ARNs join those that a condition leaves out already, or a condition is added.
 * One condition that fails is enough, whatever the others say. `undefined` where a gap of a template stands for all
 * that are left out.
 */
export function exemptPrincipals(
  document: PolicyDocument,
  statement: Statement,
  arns: readonly string[],
): TextEdit | undefined {
  const values = getConditions(statement).find(exempts)?.key.value;
  if (values) return extendList(document, values, arns);
  const [first = "", ...others] = arns;
  return addTests({ document }, statement, [
    ["ArnNotLike", "aws:PrincipalArn", others.length === 0 ? first : arns],
  ])?.[0];
}

function exempts({ operator, key }: Condition): boolean {
  return (
    /^(Arn|String)Not(Like|Equals)(IfExists)?$/.test(operator.name) &&
    operator.name.replace("IfExists", "") !== "StringNotEquals" &&
    key.name.toLowerCase() === "aws:principalarn"
  );
}

function extendList({ text }: PolicyDocument, values: Node, arns: readonly string[]): TextEdit | undefined {
  if (values.type === "array")
    return insertChildren(
      text,
      values,
      Infinity,
      arns.map((arn) => renderJson(arn)),
    );
  const { start, end } = getSpan(values);
  const written = text.slice(start, end);
  if (!written.startsWith('"')) return undefined;
  // As it is written: it may have a template's expression in it.
  return replaceNode(text, values, (indent, layout) =>
    renderJson([WRITTEN, ...arns])(indent, layout).replace(JSON.stringify(WRITTEN), () => written),
  );
}

/** Stands for a text until it is written. */
const WRITTEN = "\uE000";

/** Adds a statement that allows an action on every resource. */
export function allowAction(document: PolicyDocument, action: string): TextEdit | undefined {
  const { members, statements } = getOutline(document);
  const list = members.find((member) => member.name === "Statement")?.value;
  if (list?.type !== "array" || statements.length === 0) return undefined;
  const added = { Effect: "Allow", Action: action, Resource: "*" };
  return insertChildren(document.text, list, Infinity, [renderJson(added)]);
}
