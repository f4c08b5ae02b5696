import { fitsType, getTestFacts, getTests } from "../conditionTests";
import type { KeyType } from "../conditionKeys";
import { getInnerSpan } from "../tree";
import { showDenyWhen } from "./examples";
import type { Rule } from "./rule";

export const operatorType: Rule = {
  code: "operator-type",
  title: "Operator of another type than its key",
  severity: "warning",
  reach: "statements",
  messages: ["{key} holds {type}, which {operator} does not compare. Did you mean {nearest}?"],
  why: "An operator compares values of its own type: `IpAddress` reads addresses, `Bool` reads `true` and `false`. With a key of another type a positive test is never met and a negated one always is. Text operators on ARNs, booleans and numbers work, and are left alone as long as the value is written as requests carry it; so are tags, whose values may be anything.",
  bad: showDenyWhen('"StringEquals":{"aws:SourceIp":"203.0.113.0/24"}'),
  good: showDenyWhen('"IpAddress":{"aws:SourceIp":"203.0.113.0/24"},"Bool":{"aws:ViaAWSService":"false"}'),
  source: "reference_policies_elements_condition_operators",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      for (const test of getTests(statement)) {
        const facts = getTestFacts(test, catalogue);
        if (!facts || fitsType(test, catalogue)) continue;
        const { name, isNegated } = test.operator.facts;
        const same = getOfSameOrder(name, facts.type) ?? getOperator(facts.type, isNegated);
        const nearest = `${test.operator.set ? `${test.operator.set}:` : ""}${same}${test.operator.ifExists ? "IfExists" : ""}`;
        yield {
          span: getInnerSpan(test.operatorNode),
          data: { key: facts.name, type: WORDS[facts.type], operator: name, nearest },
        };
      }
    }
  },
};

const WORDS: Readonly<Record<KeyType, string>> = {
  String: "text",
  ARN: "an ARN",
  Bool: "true or false",
  Numeric: "a number",
  Date: "a date",
  IPAddress: "an IP address",
};

/** `NumericLessThan` is `DateLessThan` where dates are compared. */
function getOfSameOrder(operator: string, type: KeyType): string | undefined {
  const [, order] = /^(?:Numeric|Date)((?:Less|Greater)Than\w*)$/.exec(operator) ?? [];
  return order !== undefined && (type === "Numeric" || type === "Date") ? type + order : undefined;
}

function getOperator(type: KeyType, isNegated: boolean): string {
  switch (type) {
    case "String":
      return isNegated ? "StringNotEquals" : "StringEquals";
    case "ARN":
      return isNegated ? "ArnNotLike" : "ArnLike";
    case "Bool":
      return "Bool";
    case "Numeric":
      return isNegated ? "NumericNotEquals" : "NumericEquals";
    case "Date":
      return isNegated ? "DateNotEquals" : "DateEquals";
    case "IPAddress":
      return isNegated ? "NotIpAddress" : "IpAddress";
  }
}
