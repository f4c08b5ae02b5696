import assert from "node:assert/strict";
import { createGitIgnore, readExcludesFile } from "../../../src/engine/gitIgnore";

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

describe("what git ignores by more than .gitignore", () => {
  const isIgnored = createGitIgnore(
    [
      { folder: "", text: "!shared.json\n" },
      { folder: "sub", text: "!mine.json\n" },
    ],
    {
      own: "*.json\n.idea/\n",
      exclude: "!policy.json\nscratch/\n",
    },
  );
  for (const [path, expected] of [
    ["a.json", true],
    [".idea/a.scp.json", true],
    ["policy.json", false],
    ["scratch/x.txt", true],
    ["shared.json", false],
    ["sub/mine.json", false],
    ["mine.json", true],
  ] as const) {
    it(`${expected ? "holds" : "does not hold"} ${path}`, () => assert.equal(isIgnored(path), expected));
  }
});

describe("core.excludesFile", () => {
  for (const [name, config, expected] of [
    ["is read in its section", "[user]\n\tname = x\n[core]\n\texcludesFile = ~/.gitignore\n", "~/.gitignore"],
    ["is read whatever the case, with spaces at the end", "[Core]\r\nEXCLUDESFILE=/etc/ignore  \r\n", "/etc/ignore"],
    ["is read in quotes", '[core]\nexcludesfile = "C:\\\\my files\\\\ignore" ; mine', "C:\\my files\\ignore"],
    ["is read on the line of its section", "[core] excludesfile = a", "a"],
    ["is read without the comment behind it", "[core]\nexcludesfile = a # b", "a"],
    ["is what was written last", "[core]\nexcludesfile = a\n[core]\nexcludesfile = b", "b"],
    ["is not that of another section", '[core "x"]\nexcludesfile = a\n[other]\nexcludesfile = b', undefined],
    ["is not a comment", "[core]\n# excludesfile = a", undefined],
  ] as const) {
    it(name, () => assert.equal(readExcludesFile(config), expected));
  }
});
