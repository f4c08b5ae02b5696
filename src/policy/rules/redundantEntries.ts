import type { Node } from "jsonc-parser";
import { getTests } from "../conditionTests";
import { findCovered } from "../covering";
import type { Severity } from "../language";
import { hasPlaceholder } from "../placeholder";
import { getInnerSpan, getStringNodes } from "../tree";
import { showDeny, showDenyWhen } from "./examples";
import type { Finding, Rule } from "./rule";

const MESSAGES: Rule["messages"] = [
  "{wider}, in the same list, takes {entry} in.",
  "{entry} stands in this list already.",
];
const WHY = "An entry that another one takes in changes nothing, and costs characters of the policy's quota.";

export const redundantAction: Rule = {
  code: "redundant-action",
  title: "Action that another entry takes in",
  severity: "info",
  reach: "statements",
  messages: MESSAGES,
  why: WHY,
  bad: showDeny('"Action":["s3:Delete*","s3:DeleteBucket"],"Resource":"*"'),
  good: showDeny('"Action":["s3:Delete*"],"Resource":"*"'),
  source: "access-analyzer-reference-policy-checks",
  *check({ outline }) {
    const fold = (node: Node) =>
      read(node)
        ?.replace(/^\*:\*$/, "*")
        .toLowerCase();
    for (const statement of outline.statements) {
      for (const element of ["Action", "NotAction"]) {
        yield* report(getStringNodes(statement.get(element)?.value), fold);
      }
    }
  },
};

export const redundantResource: Rule = {
  code: "redundant-resource",
  title: "Resource that another entry takes in",
  severity: "info",
  reach: "statements",
  messages: MESSAGES,
  why: WHY,
  bad: showDeny('"Action":"s3:*","Resource":["arn:aws:s3:::logs*","arn:aws:s3:::logs/*"]'),
  good: showDeny('"Action":"s3:*","Resource":["arn:aws:s3:::logs*"]'),
  source: "access-analyzer-reference-policy-checks",
  *check({ outline }) {
    for (const statement of outline.statements) {
      for (const element of ["Resource", "NotResource"]) {
        // A bucket's pattern beside that of its objects often stands there for the reader.
        yield* report(getStringNodes(statement.get(element)?.value), read, "hint");
      }
    }
  },
};

export const redundantValue: Rule = {
  code: "redundant-value",
  title: "Condition value that another one takes in",
  severity: "info",
  reach: "statements",
  messages: MESSAGES,
  why: WHY,
  bad: showDenyWhen('"StringNotLike":{"aws:PrincipalTag/Team":["platform*","platform-core"]}'),
  good: showDenyWhen('"StringNotLike":{"aws:PrincipalTag/Team":["platform*"]}'),
  source: "access-analyzer-reference-policy-checks",
  *check({ outline }) {
    for (const statement of outline.statements) {
      for (const { operator, valueNode } of getTests(statement)) {
        const nodes = getStringNodes(valueNode);
        const { name, family } = operator.facts;
        if (nodes.length < 2) continue;
        // Only these operators know wildcards; under the others equal texts alone are redundant.
        if (family === "Arn" || name.endsWith("Like")) yield* report(nodes, read);
        else yield* report(nodes, (node) => read(node)?.replace(/[*?]/g, " "));
      }
    }
  },
};

/** What has a gap in it may become anything, variables included. */
function read(node: Node): string | undefined {
  const text = String(node.value);
  return hasPlaceholder(text) ? undefined : text;
}

function* report(
  nodes: readonly Node[],
  fold: (node: Node) => string | undefined,
  wider: Severity = "info",
): Generator<Finding> {
  if (nodes.length < 2) return;
  for (const { node, text, by } of findCovered(nodes, fold)) {
    const span = getInnerSpan(node);
    if (text.toLowerCase() === by.toLowerCase()) yield { span, severity: "info", data: { entry: text } };
    else yield { span, severity: wider, data: { entry: text, wider: by } };
  }
}
