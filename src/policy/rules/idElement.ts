import { getInnerSpan } from "../tree";
import type { Rule } from "./rule";

export const idElement: Rule = {
  code: "id-element",
  title: "Id in an organization policy",
  severity: "warning",
  reach: "statements",
  messages: [
    "AWS documents no Id for organization policies; it may be refused. A Sid or the policy's name does the same.",
  ],
  why: "`Id` belongs to resource policies. The syntax pages of SCPs and RCPs do not mention it, and whether it is accepted is not documented.",
  bad: '{"Version":"2012-10-17","Id":"guard","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Sid":"Guard","Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  source: "orgs_manage_policies_scps_syntax",
  *check({ outline }) {
    for (const { name, key } of outline.members) if (name === "Id") yield { span: getInnerSpan(key) };
  },
};
