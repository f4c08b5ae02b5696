/** Small amendments to a policy that keep the rest of its text as it is written. */
import type { PolicyDocument } from "./document";
import { insertChildren, renderJson, replaceNode } from "./edits";
import { addTests } from "./fixes/addTests";
import type { TextEdit } from "./language";
import { getConditions, getOutline, type Statement } from "./statements";
import { getString } from "./tree";

/**
 * Takes principals out of a Deny: their ARNs join those that a condition leaves out already, or a condition is added.
 * One condition that fails is enough, whatever the others say.
 */
export function exemptPrincipals(
  document: PolicyDocument,
  statement: Statement,
  arns: readonly string[],
): TextEdit | undefined {
  const [first = "", ...others] = arns;
  const value = others.length === 0 ? first : arns;
  return (
    extendExemption(document, statement, arns) ??
    addTests({ document }, statement, [["ArnNotLike", "aws:PrincipalArn", value]])?.[0]
  );
}

function extendExemption({ text }: PolicyDocument, statement: Statement, arns: readonly string[]) {
  const exempting = getConditions(statement).find(
    ({ operator, key }) =>
      /^(Arn|String)Not(Like|Equals)(IfExists)?$/.test(operator.name) &&
      operator.name.replace("IfExists", "") !== "StringNotEquals" &&
      key.name.toLowerCase() === "aws:principalarn",
  );
  const values = exempting?.key.value;
  if (!values) return undefined;
  if (values.type === "array")
    return insertChildren(
      text,
      values,
      Infinity,
      arns.map((arn) => renderJson(arn)),
    );
  const written = getString(values);
  return written === undefined ? undefined : replaceNode(text, values, renderJson([written, ...arns]));
}

/** Adds a statement that allows an action on every resource. */
export function allowAction(document: PolicyDocument, action: string): TextEdit | undefined {
  const { members, statements } = getOutline(document);
  const list = members.find((member) => member.name === "Statement")?.value;
  if (list?.type !== "array" || statements.length === 0) return undefined;
  const added = { Effect: "Allow", Action: action, Resource: "*" };
  return insertChildren(document.text, list, Infinity, [renderJson(added)]);
}
