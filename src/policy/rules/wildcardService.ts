import { getActions } from "../actions";
import { hasWildcard } from "../glob";
import type { Rule } from "./rule";

export const wildcardService: Rule = {
  code: "wildcard-service",
  title: "Wildcard in a service prefix",
  severity: "warning",
  reach: "scp",
  messages: ["Wildcards belong in the name of an action, not in its service: {action}"],
  why: "AWS documents wildcards after the colon only. A lone `*` (or `*:*`) stands for every action.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"sec*:Delete*","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"securityhub:Delete*","Resource":"*"}}',
  source: "reference_policies_elements_action",
  *check({ outline }) {
    for (const statement of outline.statements) {
      for (const action of getActions(statement)) {
        if (action.kind !== "action" || action.text === "*:*" || !hasWildcard(action.prefix)) continue;
        yield { span: action.prefixSpan, data: { action: action.text } };
      }
    }
  },
};
