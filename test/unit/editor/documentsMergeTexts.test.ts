import assert from "node:assert/strict";
import { mergeTexts } from "../../../src/editor/documents/mergeTexts";

const present = (value: unknown) => JSON.stringify(value, undefined, 2);
const policy = (actions: readonly string[], sid = "Deny", more: object = {}) =>
  present({
    Version: "2012-10-17",
    Statement: [{ Sid: sid, Effect: "Deny", Action: actions, Resource: "*", ...more }],
  });
const ACTIONS = ["s3:DeleteBucket", "ec2:RunInstances", "iam:CreateUser", "kms:Decrypt", "sqs:SendMessage"];
const BASE = policy(ACTIONS);

describe("two changes of one policy", () => {
  it("are both in what comes of them", () => {
    const mine = policy(["s3:DeleteObject", ...ACTIONS.slice(1)]);
    const theirs = policy(["s3:DeleteBucket", "ec2:RunInstances", "iam:CreateUser", "kms:Sign", "sqs:SendMessage"]);
    const both = policy(["s3:DeleteObject", "ec2:RunInstances", "iam:CreateUser", "kms:Sign", "sqs:SendMessage"]);
    assert.equal(mergeTexts(BASE, mine, theirs), both);
    assert.equal(mergeTexts(BASE, theirs, mine), both);
  });

  it("may be lines more, lines less, and the same in both", () => {
    const mine = policy(["autoscaling:*", ...ACTIONS], "Mine");
    const theirs = policy(ACTIONS.slice(0, 3), "Deny", { Condition: { Null: { "aws:PrincipalArn": "true" } } });
    assert.deepEqual(
      JSON.parse(mergeTexts(BASE, mine, theirs) ?? "null"),
      JSON.parse(
        policy(["autoscaling:*", ...ACTIONS.slice(0, 3)], "Mine", {
          Condition: { Null: { "aws:PrincipalArn": "true" } },
        }),
      ),
    );
    assert.equal(mergeTexts(BASE, mine, mine), mine);
    assert.equal(mergeTexts(BASE, BASE, theirs), theirs);
    assert.equal(mergeTexts(BASE, mine, BASE), mine);
  });

  it("are left to their authors where they touch the same place", () => {
    assert.equal(mergeTexts(BASE, policy(ACTIONS, "Mine"), policy(ACTIONS, "Theirs")), undefined);
    assert.equal(mergeTexts(BASE, policy([...ACTIONS, "a4b:*"]), policy([...ACTIONS, "acm:*"])), undefined);
  });

  it("are left to them where one of them takes away what the other changes", () => {
    const mine = policy(["s3:DeleteBucket", "ec2:StartInstances", ...ACTIONS.slice(2)]);
    assert.equal(mergeTexts(BASE, mine, policy([ACTIONS[0] ?? "", ...ACTIONS.slice(3)])), undefined);
  });

  it("are left to them where what comes of both is no JSON", () => {
    assert.equal(mergeTexts(BASE, `${BASE},`, policy(["a4b:*", ...ACTIONS])), undefined);
  });
});
