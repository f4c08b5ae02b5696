import assert from "node:assert/strict";
import { createGitIgnore } from "../../../src/engine/gitIgnore";

describe("what git ignores", () => {
  const isIgnored = createGitIgnore([
    { folder: "", text: "dist/\n*.tmp.json\n!keep.tmp.json\n/build\n" },
    { folder: "policies", text: "old/*\n!old/kept.scp.json\n" },
    { folder: "policies/deep", text: "!again.tmp.json\n" },
  ]);
  for (const [path, expected] of [
    ["dist/a.scp.json", true],
    ["policies/dist/a.scp.json", true],
    ["a.tmp.json", true],
    ["keep.tmp.json", false],
    ["build/a.scp.json", true],
    ["policies/build/a.scp.json", false],
    ["policies/old/a.scp.json", true],
    ["policies/old/kept.scp.json", false],
    ["old/a.scp.json", false],
    ["policies/deep/again.tmp.json", false],
    ["policies/again.tmp.json", true],
    ["policiesAlike/old/a.scp.json", false],
  ] as const) {
    it(`${expected ? "holds" : "does not hold"} ${path}`, () => assert.equal(isIgnored(path), expected));
  }
});
