import { getActions } from "../actions";
import { splitValues } from "../knownValues";
import { findNearest } from "../nearest";
import { getInnerSpan } from "../tree";
import type { Rule } from "./rule";

export const malformedAction: Rule = {
  code: "malformed-action",
  title: "Action not written service:Name",
  severity: "error",
  reach: "statements",
  messages: [
    "One text holds one action; these are {count}.",
    "An action is written service:Name. Did you mean {nearest}?",
    "An action is written service:Name, such as s3:GetObject; this is not: {action}",
    "An action is missing: write service:Name, such as s3:GetObject.",
  ],
  why: "An entry of Action is a service prefix, a colon and a name, both with wildcards if need be, or a lone `*`.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  source: "reference_policies_elements_action",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      for (const action of getActions(statement)) {
        if (action.kind !== "malformed") continue;
        const several = splitActions(action.text);
        if (several.length > 1) {
          yield { span: getInnerSpan(action.node), data: { action: action.text, count: several.length } };
          continue;
        }
        const [prefix = "", name = ""] = action.text
          .trim()
          .replace(PRINCIPAL, ":")
          .split(/[:.;/\s]+/);
        const service = catalogue.getService(prefix);
        const known =
          service &&
          findNearest(
            `${prefix}:${name}`,
            service.actions.map((candidate) => candidate.name),
          );
        const plain = action.text.replace(/^\^|\$$/g, "").replace(/\.\*|%/g, "*");
        const pattern = plain !== action.text && SHAPE.test(plain) && catalogue.expand(plain).length > 0;
        const whole = service && name === "" ? `${service.prefix}:*` : undefined;
        const nearest = pattern ? plain : (known ?? whole);
        yield {
          span: getInnerSpan(action.node),
          data: { ...(action.text && { action: action.text }), ...(nearest && { nearest }) },
        };
      }
    }
  },
};

/** `iam.amazonaws.com:CreateUser`: a service by its principal's name. */
const PRINCIPAL = /\.amazonaws\.com[.:/]/;

const SHAPE = /^[\w*?-]+:[\w*?-]+$/;

/** `s3:(Get|Put)Object`, `s3:{Get,Put}Object` */
const CHOICE = /^([^({]*)[({]([\w*?|,]+)[)}]([^(){}]*)$/;

/** The actions that stand in one text, between commas or spaces, or as a choice; none where any of them is no action. */
export function splitActions(text: string): readonly string[] {
  const [, before = "", choices, after = ""] = CHOICE.exec(text) ?? [];
  const parts = choices?.split(/[|,]/).map((choice) => before + choice + after) ?? splitValues(text);
  return parts.every((part) => SHAPE.test(part)) ? parts : [];
}
