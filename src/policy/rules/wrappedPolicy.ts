import { getInnerSpan, getSpan } from "../tree";
import { findWrappedPolicy } from "../wrapping";
import { showDeny } from "./examples";
import type { Rule } from "./rule";

const POLICY = showDeny('"Action":"s3:*","Resource":"*"');

export const wrappedPolicy: Rule = {
  code: "wrapped-policy",
  title: "Policy inside something else",
  severity: "error",
  reach: "statements",
  messages: [
    "The policy stands inside {holder}: AWS takes it alone, without what is around it.",
    "The policy stands in a list: AWS takes it alone.",
  ],
  why: "Answers of the AWS command line, templates of CloudFormation and exports hold a policy in a member such as `Content` or `PolicyDocument`. A policy's file holds nothing but the object with Version and Statement.",
  bad: `{"PolicyDocument":${POLICY}}`,
  good: POLICY,
  source: "orgs_manage_policies_scps_syntax",
  *check({ document }) {
    const wrapped = findWrappedPolicy(document);
    if (!wrapped) return;
    const { holder, name } = wrapped;
    if (name === undefined) yield { span: { start: holder.offset, end: holder.offset + 1 } };
    else yield { span: holder.type === "string" ? getInnerSpan(holder) : getSpan(holder), data: { holder: name } };
  },
};
