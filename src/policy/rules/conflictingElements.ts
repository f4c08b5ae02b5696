import { getInnerSpan } from "../tree";
import type { Rule } from "./rule";

const TWINS: readonly (readonly [string, string])[] = [
  ["Action", "NotAction"],
  ["Resource", "NotResource"],
];

export const conflictingElements: Rule = {
  code: "conflicting-elements",
  title: "Element and its Not-twin together",
  severity: "error",
  reach: "statements",
  messages: ["A statement has either {first} or {second}, not both."],
  why: "An element and its Not-twin exclude each other in one statement. Two statements say both.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","NotAction":"s3:GetObject","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","NotAction":["sts:*","iam:*"],"Resource":"*"}}',
  source: "reference_policies_grammar",
  *check({ outline }) {
    for (const statement of outline.statements) {
      for (const [positive, negative] of TWINS) {
        const pair = [statement.get(positive), statement.get(negative)].filter((member) => member !== undefined);
        const [first, second] = pair.sort((a, b) => a.key.offset - b.key.offset);
        if (first && second) yield { span: getInnerSpan(second.key), data: { first: first.name, second: second.name } };
      }
    }
  },
};
