import assert from "node:assert/strict";
import { listMisread, uniteLevels } from "../../../src/changes/preflight/settingLevels";
import { readNumber, readTexts } from "../../../src/editor/settingValues";

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

describe("what somebody wrote to protect something and cannot be read", () => {
  for (const [name, levels, expected] of [
    ["nothing where all of it can", { defaultValue: ["a"], globalValue: ["b"], workspaceValue: [] }, []],
    ["each entry of the wrong form", { globalValue: ["a", { b: 1 }], workspaceFolderValue: [2] }, [{ b: 1 }, 2]],
    ["what is no list", { globalValue: "a", workspaceValue: null }, ["a", null]],
  ] as const) {
    it(`is ${name}`, () => assert.deepEqual(listMisread(levels, isText), expected));
  }
});

describe("a setting that should hold texts", () => {
  for (const [written, texts] of [
    [["**/scps/*.json", 5, null], ["**/scps/*.json"]],
    ["**/scps/*.json", []],
    [null, []],
    [undefined, []],
  ] as const) {
    it(`is read whatever somebody wrote: ${JSON.stringify(written)}`, () =>
      assert.deepEqual(readTexts(written), texts));
  }
});

describe("a setting that should be a number", () => {
  const bounds = { defaultValue: 100, min: 0, max: 10_000 };
  for (const [written, number] of [
    [5, 5],
    [2.7, 2],
    [-3, 0],
    [1e9, 10_000],
    ["all", 100],
    [null, 100],
    [Number.NaN, 100],
  ] as const) {
    it(`is one whatever somebody wrote: ${String(written)}`, () => assert.equal(readNumber(written, bounds), number));
  }
});
