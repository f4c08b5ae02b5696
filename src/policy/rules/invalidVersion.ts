import { hasPlaceholder } from "../placeholder";
import { getInnerSpan, getString } from "../tree";
import type { Rule } from "./rule";

export const invalidVersion: Rule = {
  code: "invalid-version",
  title: "Unknown or outdated version",
  severity: "error",
  reach: "statements",
  messages: [
    '{oldVersion} is the language of 2008, which has no policy variables: write "2012-10-17".',
    '{version} is no version of the policy language: write "2012-10-17".',
  ],
  why: "Version names the policy language, not the policy: the only current one is `2012-10-17`.",
  bad: '{"Version":"2026-11-24","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  source: "reference_policies_elements_version",
  *check({ outline }) {
    for (const { name, value } of outline.members) {
      const version = name === "Version" ? getString(value) : undefined;
      if (!value || version === undefined || version === "2012-10-17" || hasPlaceholder(version)) continue;
      const span = getInnerSpan(value);
      if (version === "2008-10-17") yield { span, severity: "warning", data: { oldVersion: version } };
      else yield { span, data: { version } };
    }
  },
};
