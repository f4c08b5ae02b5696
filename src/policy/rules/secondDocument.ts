import type { Rule } from "./rule";

export const secondDocument: Rule = {
  code: "second-document",
  title: "More than one document",
  severity: "error",
  reach: "json",
  messages: ["A policy is one JSON document; what starts here is a second one. Put its statements into the first."],
  why: "Two policies pasted below each other are the classic mistake: a policy holds exactly one outermost object.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}} {"Version":"2012-10-17"}',
  good: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"ec2:*","Resource":"*"}]}',
  source: "org_troubleshoot_policies",
  *check({ document }) {
    for (const { kind, span } of document.faults) if (kind === "secondDocument") yield { span };
  },
};
