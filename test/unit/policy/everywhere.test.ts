import assert from "node:assert/strict";
import { accept } from "./caret";
import { language } from "./language";

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "A",
      "Effect": "Deny",
      "Action": ["s3:Get*", "ec2:RunInstances"],
      "Resource": "*",
      "Condition": { "StringNotLike": { "aws:PrincipalTag/Team": ["a", "b"] }, "Bool": { "aws:ViaAWSService": "false" } }
    },
    { "Effect": "Allow", "NotAction": "iam:*", "NotResource": [ ] },
    { }
  ]
}`;

describe("completion everywhere", () => {
  it("leaves good JSON good, wherever in it something is accepted", () => {
    let accepted = 0;
    for (let offset = 0; offset <= POLICY.length; offset++) {
      const marked = `${POLICY.slice(0, offset)}|${POLICY.slice(offset)}`;
      const { items } = language.getCompletions(language.parse(POLICY), offset);
      for (const kind of new Set(items.map((item) => item.kind))) {
        const item = items.find((candidate) => candidate.kind === kind);
        if (!item) continue;
        let after: string;
        try {
          after = accept(marked, item.label);
        } catch {
          continue; // What is typed there already rules it out.
        }
        assert.deepEqual(language.parse(after).faults, [], `${item.label} at ${marked}\n→ ${after}`);
        accepted++;
      }
    }
    assert.ok(accepted > 150);
  });
});
