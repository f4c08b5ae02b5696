import { getMark } from "../comments";
import type { Rule } from "./rule";

export const jsonComment: Rule = {
  code: "json-comment",
  title: "Comment in a policy",
  severity: "error",
  reach: "json",
  messages: [
    "JSON has no comments, {mark} begins none either: AWS refuses the policy. A .jsonc file may have some that begin with //.",
    "A policy is plain JSON, which has no comments: AWS refuses it. A .jsonc file may have them.",
  ],
  why: "AWS Organizations takes plain JSON. Notes belong in a Sid, in the policy's description, or in a `.jsonc` file that is stripped before it is sent.",
  bad: '{"Version":"2012-10-17", /* only S3 */ "Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Sid":"OnlyS3","Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  source: "orgs_manage_policies_scps_syntax",
  *check({ document, context }) {
    for (const { kind, span } of document.faults) {
      if (kind === "comment" && !context.allowComments) yield { span };
      if (kind === "foreignComment") yield { span, data: { mark: getMark(document.text, span.start) } };
    }
  },
};
