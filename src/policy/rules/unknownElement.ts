import { type ElementPlace, getElementNames } from "../elements";
import { findNearest } from "../nearest";
import { parseOperator } from "../operators";
import { hasPlaceholder } from "../placeholder";
import { isBareStatement } from "../statements";
import { getInnerSpan, type Member } from "../tree";
import { findWrappedPolicy } from "../wrapping";
import type { Finding, Rule } from "./rule";

export const unknownElement: Rule = {
  code: "unknown-element",
  title: "Unknown element",
  severity: "error",
  reach: "statements",
  messages: [
    "{operator} is a condition operator: it stands inside Condition.",
    "Names of elements are case-sensitive: {element} is written {correct}.",
    "{element} is no element of a {place}. Did you mean {nearest}?",
    "{element} is no element of a {place}.",
  ],
  why: "AWS refuses a policy with an element that it does not know, and names are case-sensitive.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Actions":"s3:*","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  source: "reference_policies_grammar",
  *check({ document, outline }) {
    if (findWrappedPolicy(document)) return;
    if (!isBareStatement(outline)) yield* findUnknown("document", outline.members);
    else
      yield* findUnknown(
        "statement",
        outline.members.filter(({ name }) => name !== "Version"),
      );
    for (const statement of outline.statements) yield* findUnknown("statement", statement.members);
  },
};

function* findUnknown(place: ElementPlace, members: readonly Member[]): Generator<Finding> {
  const names = getElementNames(place);
  for (const { name, key } of members) {
    if (names.includes(name) || hasPlaceholder(name)) continue;
    const span = getInnerSpan(key);
    if (place === "statement" && parseOperator(name)) {
      yield { span, data: { operator: name } };
      continue;
    }
    const nearest = findNearest(name, names);
    const data = { element: name, place: place === "document" ? "policy" : "statement" };
    if (nearest?.toLowerCase() === name.toLowerCase()) yield { span, data: { ...data, correct: nearest } };
    else yield { span, data: nearest ? { ...data, nearest } : data };
  }
}
