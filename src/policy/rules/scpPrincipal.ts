import { getInnerSpan } from "../tree";
import type { Rule } from "./rule";

export const scpPrincipal: Rule = {
  code: "scp-principal",
  title: "Principal in a service control policy",
  severity: "error",
  reach: "scp",
  messages: [
    "A service control policy has no {element}: it holds for every principal of the accounts below. Use a condition such as aws:PrincipalArn.",
  ],
  why: "An SCP limits all principals of the accounts it reaches. To exempt or single out some, test `aws:PrincipalArn` or `aws:PrincipalTag` in a condition.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Operations"}}}}',
  source: "orgs_manage_policies_scps_syntax",
  *check({ outline }) {
    for (const { members } of outline.statements) {
      for (const { name, key } of members) {
        if (name === "Principal" || name === "NotPrincipal") yield { span: getInnerSpan(key), data: { element: name } };
      }
    }
  },
};
