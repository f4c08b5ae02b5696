import { getIntendedElement } from "../elements";
import { isBareStatement } from "../statements";
import { findWrappedPolicy } from "../wrapping";
import type { Rule } from "./rule";

export const missingVersion: Rule = {
  code: "missing-version",
  title: "Version is missing",
  severity: "warning",
  reach: "statements",
  messages: ['Version is missing: without "2012-10-17" the language of 2008 holds, which has no policy variables.'],
  why: "Without a Version the rules of 2008 hold: `${aws:username}` and the like are then plain text. AWS accepts such a policy, so this is a warning.",
  bad: '{"Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  source: "orgs_manage_policies_scps_syntax",
  *check({ document, outline, isBroken }) {
    const { root } = document;
    if (root?.type !== "object" || isBroken(root) || isBareStatement(outline) || findWrappedPolicy(document)) return;
    if (outline.members.some(({ name }) => getIntendedElement("document", name) === "Version")) return;
    yield { span: { start: root.offset, end: root.offset + 1 } };
  },
};
