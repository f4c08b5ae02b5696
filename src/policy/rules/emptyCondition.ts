import { parseOperator } from "../operators";
import { getInnerSpan, getMembers, getSpan } from "../tree";
import { showDeny, showDenyWhen } from "./examples";
import type { Rule } from "./rule";

export const emptyCondition: Rule = {
  code: "empty-condition",
  title: "Condition without anything to test",
  severity: "warning",
  reach: "statements",
  messages: [
    "{key} is compared with nothing: an empty list is {outcome}.",
    "{operator} tests no key: it has no effect.",
    "The condition is empty: the statement holds without one.",
  ],
  why: "An empty condition restricts nothing, and an empty list of values is met never, or always: what looks like a restriction is none, or too much.",
  bad: showDenyWhen('"StringEquals":{"aws:RequestedRegion":[]}'),
  good: showDeny('"Action":"s3:*","Resource":"*"'),
  source: "access-analyzer-reference-policy-checks",
  *check({ outline, isBroken }) {
    for (const statement of outline.statements) {
      const condition = statement.get("Condition")?.value;
      if (condition?.type !== "object" || isBroken(condition)) continue;
      const operators = getMembers(condition);
      // It says nothing, and misleads nobody.
      if (operators.length === 0) yield { span: getSpan(condition), severity: "info" };
      for (const { name, key: operatorKey, value } of operators) {
        const keys = getMembers(value);
        if (value?.type === "object" && keys.length === 0)
          yield { span: getInnerSpan(operatorKey), data: { operator: name } };
        const operator = parseOperator(name);
        for (const { name: key, value: values } of keys) {
          if (values?.type !== "array" || values.children?.length !== 0) continue;
          const isMet = operator?.facts.isNegated || operator?.set === "ForAllValues";
          yield { span: getSpan(values), data: { key, outcome: isMet ? "always met" : "never met" } };
        }
      }
    }
  },
};
