import { getInnerSpan, getSpan, type Member } from "../tree";
import type { Finding, Rule } from "./rule";

export const emptyList: Rule = {
  code: "empty-list",
  title: "Empty list",
  severity: "warning",
  reach: "statements",
  messages: [
    "This list of {excepted} is empty, so that nothing is left out.",
    "This list of {element} is empty, so that the {place} does nothing.",
  ],
  why: "A statement with an empty list matches nothing: a Deny that denies nothing looks like protection and is none. An empty `NotAction` or `NotResource` leaves nothing out.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":[],"Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":["s3:*"],"Resource":"*"}}',
  source: "access-analyzer-reference-policy-checks",
  *check({ outline, isBroken }) {
    const isEmpty = ({ value }: Member) => value?.type === "array" && !value.children?.length && !isBroken(value);
    for (const member of outline.members) {
      if (member.name === "Statement" && isEmpty(member)) yield* report(member, "policy");
    }
    for (const { members } of outline.statements) {
      for (const member of members)
        if (LISTS.includes(member.name) && isEmpty(member)) yield* report(member, "statement");
    }
  },
};

const LISTS: readonly string[] = ["Action", "Resource", "NotAction", "NotResource"];

function* report({ name, key, value }: Member, place: string): Generator<Finding> {
  const data = name.startsWith("Not") ? { excepted: name } : { element: name, place };
  yield { span: value ? getSpan(value) : getInnerSpan(key), data };
}
