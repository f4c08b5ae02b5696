import type { Node } from "jsonc-parser";
import { findInverted } from "../rules/invertedNull";
import { getConditions } from "../statements";
import { getInnerSpan } from "../tree";
import { removeKey } from "./conditions";
import { createFix, type Fixer, getStatementAt } from "./fix";

/** Without the test by Null the statement reaches further, which is said; without the other one it stays what it is. */
export const leaveOneTest: Fixer = function* (problem, scope) {
  const statement = getStatementAt(scope, problem.span.start);
  const { absent: key, nearest } = problem.data;
  if (!statement || key === undefined || nearest !== undefined) return;
  const isMarked = ({ values: [value] }: { readonly values: readonly Node[] }) =>
    value !== undefined && getInnerSpan(value).start === problem.span.start;
  const inverted = findInverted(statement).find(({ absent }) => isMarked(absent));
  if (!inverted) return;
  const remove = (keyNode: Node) => {
    const condition = getConditions(statement).find((one) => one.key.key === keyNode);
    return condition && removeKey(condition, statement.get("Condition"));
  };
  const { absent, compared } = inverted;
  const wider = remove(absent.keyNode);
  const title = compared.operator.facts.isNegated
    ? "Remove the test by Null: other values of {key} are meant then too"
    : "Remove the test by Null: the named values of {key} are meant then too";
  if (wider) yield createFix(title, { key }, wider, { isPreferred: false });
  const same = remove(compared.keyNode);
  const operator = String(compared.operatorNode.value);
  if (same)
    yield createFix("Remove the test by {operator}: it compares nothing", { operator }, same, { isPreferred: false });
};
