import { findNearest } from "../nearest";
import { hasPlaceholder } from "../placeholder";
import { getInnerSpan, getString } from "../tree";
import type { Rule } from "./rule";

export const EFFECTS: readonly string[] = ["Allow", "Deny"];

export const invalidEffect: Rule = {
  code: "invalid-effect",
  title: "Effect is neither Allow nor Deny",
  severity: "error",
  reach: "statements",
  messages: [
    "Effect is Allow or Deny, not {effect}. Did you mean {nearest}?",
    "Effect is Allow or Deny, not {effect}.",
    "Effect is Allow or Deny.",
  ],
  why: "Effect takes exactly two values, and their case matters.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"deny","Action":"s3:*","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  source: "reference_policies_elements_effect",
  *check({ outline }) {
    for (const statement of outline.statements) {
      const value = statement.get("Effect")?.value;
      const effect = getString(value);
      if (!value || effect === undefined || EFFECTS.includes(effect) || hasPlaceholder(effect)) continue;
      // `Denied` is Deny.
      const stem = effect.slice(0, 3).toLowerCase();
      const nearest =
        stem.length < 3
          ? undefined
          : (EFFECTS.find((known) => known.toLowerCase().startsWith(stem)) ?? findNearest(effect, EFFECTS));
      yield { span: getInnerSpan(value), data: { ...(effect && { effect }), ...(nearest && { nearest }) } };
    }
  },
};
