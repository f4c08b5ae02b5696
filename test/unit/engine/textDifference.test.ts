import assert from "node:assert/strict";
import { tellTextDifference } from "../../../src/engine/textDifference";

const t = (text: string, ...values: readonly (string | number)[]) =>
  text.replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));

const policy = (regions: readonly string[], sid = "Regions") =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: sid,
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: { StringNotEquals: { "aws:RequestedRegion": regions } },
      },
    ],
  });

describe("what becomes other text", () => {
  it("is the Region that was added, and nothing else", () => {
    const before = policy(["eu-central-1", "eu-west-1"]);
    const after = policy(["eu-central-1", "eu-north-1", "eu-west-1"]);
    assert.deepEqual(tellTextDifference(before, after, t), ["+ eu-north-1"]);
    assert.deepEqual(tellTextDifference(after, before, t), ["- eu-north-1"]);
    assert.deepEqual(tellTextDifference(before, policy(["eu-central-1", "eu-west-1", "eu-north-1"]), t), [
      "+ eu-north-1",
    ]);
  });

  it("is no other layout", () => {
    const before = policy(["eu-central-1", "eu-west-1"]);
    const after = JSON.stringify(JSON.parse(policy(["eu-central-1", "eu-north-1", "eu-west-1"])), null, 4);
    assert.deepEqual(tellTextDifference(before, after, t), ["+ eu-north-1"]);
  });

  it("names a member with what it was and what it becomes", () => {
    assert.deepEqual(tellTextDifference(policy(["a", "b"]), policy(["a", "b"], "Other"), t), [
      '- "Sid": "Regions"',
      '+ "Sid": "Other"',
    ]);
  });

  it("ends where a dialog would outgrow the screen, and says how much is left", () => {
    const many = Array.from({ length: 40 }, (_, index) => `r-${index}`);
    const told = tellTextDifference(policy(["a", "b"]), policy(["a", "b", ...many]), t);
    assert.equal(told.length, 12);
    assert.match(told.at(-1) ?? "", /29 more lines/);
  });
});
