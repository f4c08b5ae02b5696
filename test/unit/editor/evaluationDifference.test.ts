import assert from "node:assert/strict";
import { findDifference } from "../../../src/editor/evaluation/findDifference";

const CASES: readonly (readonly [name: string, before: string, after: string, newText: string])[] = [
  ["an insertion", '["a"]', '["a", "b"]', ', "b"'],
  ["a removal", "abc", "ac", ""],
  ["a repeated stretch", "aa", "aaa", "a"],
  ["nothing", "abc", "abc", ""],
  ["everything", "abc", "xyz", "xyz"],
  ["from nothing", "", "abc", "abc"],
];

describe("the difference of two texts", () => {
  for (const [name, before, after, newText] of CASES) {
    it(`is ${name}`, () => {
      const edit = findDifference(before, after);
      assert.equal(before.slice(0, edit.start) + edit.newText + before.slice(edit.end), after);
      assert.equal(edit.newText, newText);
    });
  }
});
