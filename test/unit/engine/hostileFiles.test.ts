/** Files of a workspace, trusted or not, that were made to take time: none may hold up the editor or a pipeline. */
import assert from "node:assert/strict";
import { findDeclaredType, readDeclaredPolicies } from "../../../src/engine/declaredPolicies";
import { createGitIgnore } from "../../../src/engine/gitIgnore";
import { getRuleSettings, parseLintSettings } from "../../../src/engine/lintSettings";

/** Milliseconds of the processor, far below what a person waits for, far above what these take on a slow machine. */
const LIMIT = 500;

function hurry<T>(run: () => T): T {
  const began = process.cpuUsage();
  const answer = run();
  const { user, system } = process.cpuUsage(began);
  assert.ok((user + system) / 1000 < LIMIT, `took ${Math.round((user + system) / 1000)} ms`);
  return answer;
}

const HEAD = 'resource "aws_organizations_policy" "a" {\n';
const CONTENT = '  content = file("a.json")\n';
const DEEP = [...Array<string>(40).fill("a"), "x.scp.json"].join("/");

describe("a workspace file hangs nothing", () => {
  for (const count of [8, 40]) {
    it(`in .orgscope.json: ${count} times **/`, () => {
      const parsed = parseLintSettings(
        JSON.stringify({ ignore: [{ code: "unknown-action", files: `${"**/a/".repeat(count)}no` }] }),
      );
      assert.ok("settings" in parsed);
      assert.deepEqual(hurry(() => getRuleSettings(parsed.settings, DEEP)).ignored, []);
    });

    it(`in .gitignore: ${count} times **/a/`, () => {
      const isIgnored = createGitIgnore([{ folder: "", text: `${"**/a/".repeat(count)}no\n*.tmp` }]);
      assert.equal(
        hurry(() => isIgnored(DEEP)),
        false,
      );
    });

    it(`in .gitignore: ${count} times *a`, () => {
      const isIgnored = createGitIgnore([{ folder: "", text: `${"*a".repeat(count)}*b` }]);
      assert.equal(
        hurry(() => isIgnored("a".repeat(250))),
        false,
      );
    });
  }

  it("in .orgscope.json: what nobody writes by hand is refused with the reason", () => {
    assert.deepEqual(parseLintSettings(" ".repeat(1_000_001)), { problem: "it has more than 1,000,000 characters" });
    assert.deepEqual(
      parseLintSettings(JSON.stringify({ ignore: [{ code: "unknown-action", files: "*".repeat(1_001) }] })),
      { problem: "files of an entry of ignore has more than 1,000 characters" },
    );
  });

  for (const [name, text, expected] of [
    ["blank lines in a block", `${HEAD}${"\n".repeat(200_000)}${CONTENT}}`, true],
    ["blanks in a line", `${HEAD}${" ".repeat(200_000)}\n${CONTENT}}`, true],
    ["blocks that nobody closed", `${HEAD.repeat(20_000)}${CONTENT}`, true],
    ["braces", `${HEAD}${"{".repeat(500_000)}\n${CONTENT}`, true],
    ["open calls", `${HEAD}  content = ${"file(".repeat(100_000)}`, false],
    ["open gaps", `${HEAD}  content = ${'file("${'.repeat(100_000)}`, false],
    ["contents", `${HEAD}${"  content = file(\n".repeat(50_000)}`, false],
    ["resources", 'resource "aws_organizations_policy" "'.repeat(20_000), false],
  ] as const) {
    it(`in Terraform: ${name}`, () => {
      const declared = hurry(() => readDeclaredPolicies("main.tf", text));
      assert.equal(findDeclaredType(declared, "a.json") !== undefined, expected);
    });
  }

  for (const [name, line, expected] of [
    ["blanks behind a name", `policy: a.json${" ".repeat(200_000)}`, true],
    ["blanks in a name", `policy: a${" ".repeat(200_000)}b`, false],
    ["blanks alone", " ".repeat(200_000), false],
  ] as const) {
    it(`in organization-config.yaml: ${name}`, () => {
      const text = `serviceControlPolicies:\n  - name: a\n    ${line}\n`;
      const declared = hurry(() => readDeclaredPolicies("organization-config.yaml", text));
      assert.equal(findDeclaredType(declared, "a.json") !== undefined, expected);
    });
  }
});
