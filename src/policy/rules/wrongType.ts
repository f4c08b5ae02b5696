import type { Node } from "jsonc-parser";
import { hasPlaceholder } from "../placeholder";
import { getItems, getMembers, getSpan, type Member } from "../tree";
import { parseOperator } from "../operators";
import { findWrappedPolicy } from "../wrapping";
import type { Finding, Rule } from "./rule";

export const wrongType: Rule = {
  code: "wrong-type",
  title: "Value of the wrong JSON type",
  severity: "error",
  reach: "statements",
  messages: ["{element} takes {expected}."],
  why: "AWS refuses a value of the wrong JSON type. Lists and single values are interchangeable only where the grammar says so.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":["Deny"],"Action":"s3:*","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  source: "reference_policies_grammar",
  *check({ document, outline }) {
    const { root } = document;
    if (!root) return;
    if (findWrappedPolicy(document)) return;
    if (root.type !== "object") {
      // A template that makes the whole policy of an expression.
      if (!isGap(root)) yield { span: getSpan(root), data: { element: "A policy", expected: "one JSON object" } };
      return;
    }
    for (const member of outline.members) {
      if (member.name === "Version" || member.name === "Id") yield* expectString(member);
      if (member.name === "Statement") yield* expectStatements(member);
    }
    for (const statement of outline.statements) for (const member of statement.members) yield* checkElement(member);
  },
};

function* checkElement(member: Member): Generator<Finding> {
  switch (member.name) {
    case "Sid":
    case "Effect":
      return yield* expectString(member);
    case "Action":
    case "NotAction":
    case "Resource":
    case "NotResource":
      return yield* expectStrings(member);
    case "Condition":
      return yield* expectCondition(member);
  }
}

function* expectString({ name, value }: Member): Generator<Finding> {
  if (value && value.type !== "string") yield wrong(value, name, "one string");
}

function* expectStrings({ name, value }: Member): Generator<Finding> {
  if (!value || value.type === "string") return;
  if (value.type !== "array") yield wrong(value, name, "a string or a list of strings");
  for (const item of getItems(value)) if (item.type !== "string") yield wrong(item, name, "strings in its list");
}

function* expectStatements({ name, value }: Member): Generator<Finding> {
  if (!value || value.type === "object") return;
  if (value.type !== "array") {
    if (!isGap(value)) yield wrong(value, name, "an object or a list of objects");
  }
  for (const item of getItems(value)) {
    if (item.type !== "object" && !isGap(item)) yield wrong(item, name, "objects in its list");
  }
}

function* expectCondition({ name, value }: Member): Generator<Finding> {
  if (!value || isGap(value)) return;
  if (value.type !== "object") yield wrong(value, name, "an object of operators");
  for (const operator of getMembers(value)) {
    if (!operator.value || isGap(operator.value)) continue;
    // A key that stands where an operator should is no operator of the wrong type.
    if (operator.value.type !== "object" && operator.name.includes(":") && !parseOperator(operator.name)) continue;
    if (operator.value.type !== "object") yield wrong(operator.value, operator.name, "an object of condition keys");
    for (const key of getMembers(operator.value)) {
      const values = key.value?.type === "array" ? getItems(key.value) : key.value ? [key.value] : [];
      for (const item of values) {
        if (["object", "array", "null"].includes(item.type))
          yield wrong(item, key.name, "strings, numbers or booleans");
      }
    }
  }
}

/** Whether a template's gap stands for the whole value. */
function isGap(node: Node): boolean {
  return node.type === "string" && hasPlaceholder(String(node.value));
}

function wrong(node: Node, element: string, expected: string): Finding {
  return { span: getSpan(node), data: { element, expected } };
}
