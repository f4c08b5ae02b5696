import { getInnerSpan } from "../tree";
import type { Rule } from "./rule";

export const rcpElement: Rule = {
  code: "rcp-element",
  title: "Element that resource control policies do not support",
  severity: "error",
  reach: "rcp",
  messages: ["Resource control policies do not support {element}."],
  why: "An RCP lists the actions it denies and speaks to everyone: NotAction and NotPrincipal are refused. NotResource and conditions are fine.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","NotAction":"s3:GetObject","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:Put*","Resource":"*"}}',
  source: "orgs_manage_policies_rcps_syntax",
  *check({ outline }) {
    for (const { members } of outline.statements) {
      for (const { name, key } of members) {
        if (name === "NotAction" || name === "NotPrincipal") yield { span: getInnerSpan(key), data: { element: name } };
      }
    }
  },
};
