import assert from "node:assert/strict";
import { applyTextEdits } from "../../../src/policy/edits";
import type { PolicyContext } from "../../../src/policy/language";
import { SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { language } from "./language";

const POLICY = `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}`;
const scp = { type: SERVICE_CONTROL_POLICY };

describe("fix all", () => {
  const fixAll = (text: string, context?: PolicyContext) =>
    applyTextEdits(text, language.fixAll(language.parse(text), context));

  it("does all that leaves nothing to decide, and nothing else", () => {
    const before = `{
  "statement": [
    {
      "sid": "deny-leave",
      "Effect": ["deny"],
      "Principal": "*",
      "Action": ["organizations:LeaveOrganization", "s3:GetObjct",],
      "Resource": "*",
    }
  ]
}`;
    assert.equal(
      fixAll(before, scp),
      `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "DenyLeave",
      "Effect": "Deny",
      "Action": ["organizations:LeaveOrganization", "s3:GetObjct"],
      "Resource": "*"
    }
  ]
}`,
    );
  });

  it("is one edit, no longer than need be, and none for a policy in order", () => {
    assert.deepEqual(language.fixAll(language.parse(POLICY)), []);
    const [edit, ...more] = language.fixAll(language.parse(POLICY.replace("Deny", "deny")));
    assert.deepEqual(more, []);
    assert.equal(edit?.newText, "D");
  });

  it("gives each of several equal Sids a number of its own", () => {
    const write = (sids: readonly string[]) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: sids.map((Sid, at) => ({ Sid, Effect: "Deny", Action: `s3:GetObject${at}`, Resource: "*" })),
      });
    const equal = Array.from({ length: 15 }, () => "A");
    const numbered = equal.map((sid, at) => (at === 0 ? sid : `${sid}${at + (at < 2 ? 1 : 2)}`));
    assert.equal(fixAll(write([...equal, "A3"])), write([...numbered, "A3"]));
  });

  it("writes no control character of a Sid as it is, in one step either", () => {
    const statement = '{"Sid":"a\\u0007b","Effect":"Deny","Action":"s3:*","Resource":"*"}';
    const text = `{"Version":"2012-10-17","Statement":[${statement},${statement}]}`;
    const document = language.parse(text);
    const problem = language.getProblems(document).find(({ code }) => code === "duplicate-sid");
    const [fix] = problem ? language.getFixes(document, problem) : [];
    assert.match(applyTextEdits(text, fix?.edits ?? []), /"a\\u0007b2"/);
  });
});
