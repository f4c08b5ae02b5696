import assert from "node:assert/strict";
import { getDelegatedActions } from "../../../src/engine/delegation";

const ACCOUNT = "210987654321";
const caller = { accountId: ACCOUNT, arn: `arn:aws:sts::${ACCOUNT}:assumed-role/PolicyAdmin/me` };
const policy = (principal: unknown, action: unknown = "organizations:AttachPolicy", effect = "Allow") =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: effect, Principal: principal, Action: action, Resource: "*" }],
  });

describe("the delegation policy", () => {
  for (const [name, text, expected] of [
    ["names the account by its id", policy({ AWS: ACCOUNT }), ["organizations:AttachPolicy"]],
    ["names the account's root", policy({ AWS: [`arn:aws:iam::${ACCOUNT}:root`] }), ["organizations:AttachPolicy"]],
    [
      "names the caller's role, path and all",
      policy({ AWS: `arn:aws:iam::${ACCOUNT}:role/team/PolicyAdmin` }, [
        "organizations:List*",
        "organizations:DetachPolicy",
      ]),
      ["organizations:DetachPolicy", "organizations:List*"],
    ],
    ["names everybody", policy("*"), ["organizations:AttachPolicy"]],
    ["names another role", policy({ AWS: `arn:aws:iam::${ACCOUNT}:role/Admin` }), []],
    ["names a role whose name ends alike", policy({ AWS: `arn:aws:iam::${ACCOUNT}:role/Admin/olicyAdmin` }), []],
    ["names another account", policy({ AWS: "111122223333" }), []],
    ["denies", policy({ AWS: ACCOUNT }, "organizations:*", "Deny"), []],
    ["is broken", "{", []],
    ["is something else", "[1]", []],
  ] as const) {
    it(name, () => assert.deepEqual(getDelegatedActions(text, caller), expected));
  }
});
