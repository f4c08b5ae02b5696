import assert from "node:assert/strict";
import { findTags } from "../../../src/engine/knownTags";

const policy = (name: string, tags: unknown) => ({ name, content: JSON.stringify({ tags }) });

describe("the tags of an organization", () => {
  it("are those of tag policies first, spelt as one of them assigns, with the values of all", () => {
    const tags = findTags({
      tagged: [{ Owner: "ann" }, { Owner: "bob" }, { Owner: "bob", CostCenter: "2" }],
      policies: [
        policy("Below", { costcenter: { tag_value: { "@@append": ["3"] } } }),
        policy("Above", {
          CostCenter: { tag_key: { "@@assign": "CostCenter" }, tag_value: { "@@assign": ["1", "2"] } },
        }),
      ],
    });
    assert.deepEqual(tags, [
      { key: "CostCenter", used: 1, policies: ["Below", "Above"], values: ["2", "3", "1"] },
      { key: "Owner", used: 3, policies: [], values: ["bob", "ann"] },
    ]);
  });

  it("are spelt as they are in use where no policy assigns a spelling, and else by the policy's name for them", () => {
    const policies = [policy("P", { team: { tag_value: { "@@assign": ["a"] } }, stage: {} })];
    const tags = findTags({ tagged: [{ Team: "" }], policies });
    assert.deepEqual(
      tags.map(({ key, values }) => [key, values]),
      [
        ["Team", ["a"]],
        ["stage", []],
      ],
    );
  });

  it("are none of AWS's own, and none of a text that is no tag policy", () => {
    const policies = ["", "[]", "null", '{"tags":3}', '{"tags":{"@@operators_allowed_for_child_policies":["@@none"]}}'];
    assert.deepEqual(
      findTags({
        tagged: [{ "aws:cloudformation:stack-name": "x" }],
        policies: policies.map((content) => ({ name: "P", content })),
      }),
      [],
    );
  });
});
