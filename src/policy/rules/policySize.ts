import { getPolicyTypeFacts } from "../../terms/policyTypes";
import { measurePolicySize } from "../size";
import type { Rule } from "./rule";

export const policySize: Rule = {
  code: "policy-size",
  title: "Policy larger than its quota",
  severity: "error",
  reach: "json",
  messages: [
    "{size} of {allowed} characters, {minified} without white space: too large for AWS to accept as {type}.",
    "{size} of {allowed} characters as written, {minified} without white space: minifying frees {share} %. AWS counts what it is sent.",
    "{bytes} bytes in {size} characters; {allowed} are allowed. AWS counts characters, but signs outside ASCII may count for more.",
  ],
  why: "AWS refuses a policy beyond its type's quota. The API counts every character it is sent, white space included; only the web console strips white space first. Where minifying is enough, this is a warning.",
  bad: `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::${"x".repeat(10_240)}"}}`,
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  source: "orgs_reference_limits",
  *check({ document, type, context }) {
    const measured = measurePolicySize(document, type, context);
    const { size, bytes, allowed } = measured;
    if (allowed === undefined || !document.root || bytes <= allowed) return;
    const { minified } = measured;
    const span = { start: document.root.offset, end: document.root.offset + 1 };
    if (minified > allowed) {
      yield { span, data: { size, allowed, minified, type: getPolicyTypeFacts(type).short } };
    } else if (size > allowed) {
      const share = Math.round(((size - minified) / size) * 100);
      yield { span, severity: "warning", data: { size, allowed, minified, share } };
    } else if (bytes > allowed) yield { span, severity: "warning", data: { size, allowed, bytes } };
  },
};
