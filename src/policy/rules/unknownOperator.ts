import { getConditionKey } from "../conditionKeys";
import { findNearest } from "../nearest";
import { listOperatorForms, parseOperator } from "../operators";
import { getOperatorByOtherName } from "../otherNames";
import { hasPlaceholder } from "../placeholder";
import { getInnerSpan, getMembers } from "../tree";
import type { Rule } from "./rule";

export const unknownOperator: Rule = {
  code: "unknown-operator",
  title: "Unknown condition operator",
  severity: "error",
  reach: "statements",
  messages: [
    "{key} is a condition key: it stands inside an operator such as {example}.",
    "{operator} is no condition operator. Did you mean {nearest}?",
    "{operator} is no condition operator.",
    "A condition operator is missing, such as StringEquals.",
  ],
  why: "AWS refuses a condition whose operator it does not know. Names are case-sensitive, where a wrong case is a warning; `Null` takes no `IfExists`.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringEqual":{"aws:RequestedRegion":"eu-west-1"}}}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}}',
  source: "reference_policies_elements_condition_operators",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      for (const { name, key, value } of getMembers(statement.get("Condition")?.value)) {
        if (parseOperator(name) || hasPlaceholder(name)) continue;
        if (getConditionKey(catalogue, name)) {
          const inner = getMembers(value).find((member) => parseOperator(member.name))?.name;
          yield { span: getInnerSpan(key), data: { key: name, example: inner ?? "StringEquals" } };
          continue;
        }
        // Null says itself what it does where the key is absent.
        const isNull = /(?:^|:)Null(?:IfExists)?$/i.test(name);
        const known = isNull ? "Null" : (getOperatorByOtherName(name) ?? findSameWords(name));
        const nearest = known ?? findNearest(name, listOperatorForms());
        // IAM refuses another case, but a sample that AWS publishes has one.
        const severity = nearest?.toLowerCase() === name.toLowerCase() ? "warning" : "error";
        yield {
          span: getInnerSpan(key),
          severity,
          data: { ...(name && { operator: name }), ...(nearest && { nearest }) },
        };
      }
    }
  },
};

/** The operator of the same words in another order, since an edit less may mean the opposite: `NotStringEquals`. */
function findSameWords(name: string): string | undefined {
  const words = sortWords(name);
  for (const form of listOperatorForms()) if (sortWords(form) === words) return form;
  return undefined;
}

function sortWords(name: string): string {
  const words = name.split(/(?=[A-Z])|:/).map((word) => word.toLowerCase().replace(/^equal$/, "equals"));
  return words.sort().join(" ");
}
