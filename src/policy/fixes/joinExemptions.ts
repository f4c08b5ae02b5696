import { getValueText } from "../conditionTests";
import { removeChildren, renderJson, replaceNode } from "../edits";
import { getOnlyExemption } from "../rules/cancelledExemptions";
import { createFix, type Fixer, getStatementAt } from "./fix";

/** Two statements that deny the same, each sparing others, become the one that spares all of them. */
export const joinExemptions: Fixer = function* (problem, scope) {
  const { other } = problem.data;
  const statement = getStatementAt(scope, problem.span.start);
  const kept = scope.outline.statements[Number(other) - 1];
  const [test, wider] = [statement && getOnlyExemption(statement), kept && getOnlyExemption(kept)];
  const list = statement?.node.parent;
  if (!statement || !list || !test || !wider?.valueNode || test.operator.facts !== wider.operator.facts) return;
  const values = [...new Set([...wider.values, ...test.values].map(getValueText))];
  yield createFix("Spare all of them in statement {other}, without this one", { other: Number(other) }, [
    replaceNode(scope.document.text, wider.valueNode, renderJson(values)),
    ...removeChildren(list, [statement.node]),
  ]);
};
