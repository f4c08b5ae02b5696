/** User Guide, policy inheritance operators and inheritance examples. */
import assert from "node:assert/strict";
import { mergePolicies } from "../../../src/sandbox/effectivePolicy";

type Row = [name: string, type: string, levels: (readonly object[])[], expected: object];

const tag = (operators: object, controls: object = {}) => ({
  tags: { CostCenter: { tag_value: operators, ...controls } },
});
const NONE = { "@@operators_allowed_for_child_policies": ["@@none"] };

const ROWS: readonly Row[] = [
  ["assigning", "TAG_POLICY", [[tag({ "@@assign": ["1"] })]], { tags: { costcenter: { tag_value: ["1"] } } }],
  [
    "appending below",
    "TAG_POLICY",
    [[tag({ "@@assign": ["1"] })], [], [tag({ "@@append": ["2", "1"] })]],
    { tags: { costcenter: { tag_value: ["1", "2"] } } },
  ],
  [
    "removing below",
    "TAG_POLICY",
    [[tag({ "@@assign": ["1", "2"] })], [tag({ "@@remove": ["1"] })]],
    { tags: { costcenter: { tag_value: ["2"] } } },
  ],
  [
    "replacing below",
    "TAG_POLICY",
    [[tag({ "@@assign": ["1"] })], [tag({ "@@assign": ["9"] })]],
    { tags: { costcenter: { tag_value: ["9"] } } },
  ],
  [
    "a conflict at one level: attached first wins",
    "TAG_POLICY",
    [[tag({ "@@assign": ["1"] }), tag({ "@@assign": ["9"] })]],
    { tags: { costcenter: { tag_value: ["1"] } } },
  ],
  [
    "nothing allowed below",
    "TAG_POLICY",
    [[tag({ "@@assign": ["1"], ...NONE })], [tag({ "@@assign": ["9"] })]],
    { tags: { costcenter: { tag_value: ["1"] } } },
  ],
  [
    "nothing allowed below a branch",
    "TAG_POLICY",
    [[tag({ "@@assign": ["1"] }, NONE)], [tag({ "@@append": ["9"] })]],
    { tags: { costcenter: { tag_value: ["1"] } } },
  ],
  [
    "only appending allowed below",
    "TAG_POLICY",
    [
      [tag({ "@@assign": ["1"], "@@operators_allowed_for_child_policies": ["@@append"] })],
      [tag({ "@@assign": ["9"], "@@append": ["2"] })],
    ],
    { tags: { costcenter: { tag_value: ["1", "2"] } } },
  ],
  [
    "what a higher level forbade, a lower one cannot permit",
    "TAG_POLICY",
    [
      [tag({ "@@assign": ["1"], ...NONE })],
      [tag({ "@@operators_allowed_for_child_policies": ["@@all"] })],
      [tag({ "@@assign": ["9"] })],
    ],
    { tags: { costcenter: { tag_value: ["1"] } } },
  ],
  [
    "the account's id",
    "BACKUP_POLICY",
    [[{ plans: { P: { arn: { "@@assign": "arn:aws:iam::$account:role/x" } } } }]],
    { plans: { p: { arn: "arn:aws:iam::111122223333:role/x" } } },
  ],
  [
    "keys with case",
    "AISERVICES_OPT_OUT_POLICY",
    [
      [{ services: { lex: { opt_out_policy: { "@@assign": "optOut" } } } }],
      [{ services: { Lex: { opt_out_policy: { "@@assign": "optIn" } } } }],
    ],
    { services: { lex: { opt_out_policy: "optOut" }, Lex: { opt_out_policy: "optIn" } } },
  ],
];

describe("effective policy", () => {
  for (const [name, type, levels, expected] of ROWS) {
    it(name, () => {
      const texts = levels.map((level) => level.map((policy) => JSON.stringify(policy)));
      assert.deepEqual(JSON.parse(mergePolicies(type, texts, "111122223333")), expected);
    });
  }
});
