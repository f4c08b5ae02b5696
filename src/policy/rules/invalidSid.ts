import { hasPlaceholder } from "../placeholder";
import { getInnerSpan, getString } from "../tree";
import type { Rule } from "./rule";

export const invalidSid: Rule = {
  code: "invalid-sid",
  title: "Sid with other signs than letters and digits",
  severity: "error",
  reach: "statements",
  messages: ["A Sid has letters and digits only: {sid}."],
  why: "AWS Organizations refuses a Sid with a space, hyphen, underscore or any other sign in it, and does not say so.",
  bad: '{"Version":"2012-10-17","Statement":{"Sid":"deny-s3","Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Sid":"DenyS3","Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  source: "reference_policies_elements_sid",
  *check({ outline }) {
    for (const statement of outline.statements) {
      const value = statement.get("Sid")?.value;
      const sid = getString(value);
      if (value && sid !== undefined && !/^[A-Za-z0-9]*$/.test(sid) && !hasPlaceholder(sid)) {
        yield { span: getInnerSpan(value), data: { sid } };
      }
    }
  },
};
