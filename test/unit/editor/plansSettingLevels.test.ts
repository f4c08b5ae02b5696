import assert from "node:assert/strict";
import { uniteLevels } from "../../../src/editor/plans/settingLevels";

const isText = (value: unknown): value is string => typeof value === "string";

describe("what settings protect", () => {
  it("is never taken away by a workspace", () => {
    const levels = { globalValue: ["a"], workspaceValue: [], workspaceFolderValue: [] };
    assert.deepEqual(uniteLevels(levels, isText), ["a"]);
  });

  for (const [name, levels, expected] of [
    ["the defaults", { defaultValue: ["a"] }, ["a"]],
    ["what a person sets instead", { defaultValue: ["a"], globalValue: ["b"] }, ["b"]],
    ["nothing where a person says so", { defaultValue: ["a"], globalValue: [] }, []],
    [
      "what a workspace and a folder add",
      { globalValue: ["a"], workspaceValue: ["b"], workspaceFolderValue: ["c"] },
      ["a", "b", "c"],
    ],
    ["the defaults though a workspace sets others", { defaultValue: ["a"], workspaceValue: ["b"] }, ["a", "b"]],
    [
      "what can be read of anybody's text",
      { globalValue: ["a"], workspaceValue: [1, null, {}, "b"], workspaceFolderValue: "c" },
      ["a", "b"],
    ],
  ] as const) {
    it(`is ${name}`, () => assert.deepEqual(uniteLevels(levels, isText), expected));
  }
});
