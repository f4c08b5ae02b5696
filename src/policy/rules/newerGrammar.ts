import { getActions } from "../actions";
import { isAllow } from "../conditionTests";
import { hasWildcard } from "../glob";
import { getInnerSpan, getString } from "../tree";
import { showPolicy } from "./examples";
import type { Rule } from "./rule";

/** When SCPs began to take the whole policy language (AWS Security Blog, September 2025). */
export const FULL_LANGUAGE_SINCE = "2025-09-19";

export const newerGrammar: Rule = {
  code: "newer-grammar",
  title: "Grammar that SCPs took only later",
  severity: "error",
  reach: "scp",
  messages: [
    "Service control policies take {allowed} with Allow only since {since}.",
    "Service control policies take {element} only since {since}.",
    "Service control policies take wildcards elsewhere than at the end of an action only since {since}: {action}",
    "Service control policies take other resources than * with Allow only since {since}.",
  ],
  why: "On 19 September 2025 SCPs began to take the whole policy language: `Condition`, `NotAction` and single resources with `Allow`, `NotResource`, and wildcards anywhere in an action's name. This speaks only of an earlier day, as with `--as-of 2025-01-01`, for tools and partitions that lag behind.",
  bad: showPolicy('{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}'),
  good: showPolicy('{"Effect":"Deny","NotAction":"iam:*","Resource":"*"}'),
  source: "orgs_manage_policies_scps_syntax",
  *check({ outline, context: { asOf } }) {
    if (asOf === undefined || asOf >= FULL_LANGUAGE_SINCE) return;
    const since = FULL_LANGUAGE_SINCE;
    for (const statement of outline.statements) {
      const isAllowing = isAllow(statement);
      for (const { name, key, value } of statement.members) {
        const span = getInnerSpan(key);
        if (isAllowing && (name === "Condition" || name === "NotAction"))
          yield { span, data: { allowed: name, since } };
        else if (name === "NotResource") yield { span, data: { element: name, since } };
        else if (isAllowing && name === "Resource" && value && getString(value) !== "*" && getOnly(value) !== "*") {
          yield { span, data: { since } };
        }
      }
      for (const action of getActions(statement)) {
        if (action.kind !== "action" || !hasWildcard(action.name.slice(0, -1))) continue;
        yield { span: action.nameSpan, data: { action: action.text, since } };
      }
    }
  },
};

function getOnly(value: { readonly children?: readonly { readonly value?: unknown }[] }): unknown {
  return value.children?.length === 1 ? value.children[0]?.value : undefined;
}
