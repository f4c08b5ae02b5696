import { hasPlaceholder } from "../placeholder";
import { getInnerSpan, getString } from "../tree";
import type { Rule } from "./rule";

export const duplicateSid: Rule = {
  code: "duplicate-sid",
  title: "Sid used twice",
  severity: "error",
  reach: "statements",
  messages: ["Another statement of this policy has the Sid {sid} already."],
  why: "A Sid names one statement of a policy. Where two share it, reports and reviews cannot tell them apart, and AWS may refuse the policy.",
  bad: '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Deny","Action":"s3:*","Resource":"*"},{"Sid":"A","Effect":"Deny","Action":"ec2:*","Resource":"*"}]}',
  good: '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Deny","Action":"s3:*","Resource":"*"},{"Sid":"B","Effect":"Deny","Action":"ec2:*","Resource":"*"}]}',
  source: "reference_policies_elements_sid",
  *check({ outline }) {
    const seen = new Set<string>();
    for (const statement of outline.statements) {
      const value = statement.get("Sid")?.value;
      const sid = getString(value);
      if (!value || !sid || hasPlaceholder(sid)) continue;
      if (seen.has(sid)) yield { span: getInnerSpan(value), data: { sid } };
      seen.add(sid);
    }
  },
};
