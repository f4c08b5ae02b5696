import { isFullAccess } from "../fullAccess";
import { getInnerSpan, getString } from "../tree";
import type { Rule } from "./rule";

export const rcpEffect: Rule = {
  code: "rcp-effect",
  title: "Allow in a resource control policy",
  severity: "error",
  reach: "rcp",
  messages: ["A resource control policy can only Deny. RCPFullAWSAccess, which is attached everywhere, allows."],
  why: "Only AWS's own RCPFullAWSAccess allows, and it cannot be detached. Your RCPs take away from it.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}}',
  source: "orgs_manage_policies_rcps_syntax",
  *check({ outline }) {
    if (isFullAccess(outline)) return;
    for (const statement of outline.statements) {
      const value = statement.get("Effect")?.value;
      if (value && getString(value) === "Allow") yield { span: getInnerSpan(value) };
    }
  },
};
