import type { Rule } from "./rule";

export const jsonTrailingComma: Rule = {
  code: "json-trailing-comma",
  title: "Comma with nothing after it",
  severity: "error",
  reach: "json",
  messages: ["Nothing follows this comma: AWS refuses it."],
  why: "JSON has no comma after the last member of an object or the last entry of a list.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":["s3:*",],"Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":["s3:*"],"Resource":"*"}}',
  source: "orgs_manage_policies_scps_syntax",
  *check({ document, context }) {
    if (context.allowComments) return;
    for (const { kind, span } of document.faults) if (kind === "trailingComma") yield { span };
  },
};
