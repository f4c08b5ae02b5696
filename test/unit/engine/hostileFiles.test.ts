/** Files of a workspace, trusted or not, that were made to take time: none may hold up the editor or a pipeline. */
import assert from "node:assert/strict";
import { findDeclaredType, readDeclaredPolicies } from "../../../src/engine/declaredPolicies";
import { createGitIgnore } from "../../../src/engine/gitIgnore";
import { getRuleSettings, parseLintSettings } from "../../../src/engine/lintSettings";
import { findTestCaret, parsePolicyTests } from "../../../src/engine/policyTests/parse";

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

describe("a test file that is nested deeply", () => {
  const stairs = (count: number) => Array.from({ length: count }, (_, at) => `${" ".repeat(at)}a:`).join("\n");
  for (const [name, nested] of [
    ["lists in brackets", "[".repeat(10_000)],
    ["objects in brackets", "{a: ".repeat(10_000)],
    ["lists in one line", "- ".repeat(10_000)],
    ["keys in one line", "? ".repeat(10_000)],
    ["lines", stairs(1000)],
  ] as const) {
    it(`is refused before it exhausts the stack: ${name}`, () => {
      const text = `tests:\n  ${nested.replaceAll("\n", "\n  ")}`;
      const { problems } = hurry(() => parsePolicyTests(text));
      assert.deepEqual(
        problems.map(({ message }) => message),
        ["This is nested too deeply for a test file."],
      );
      assert.equal(
        hurry(() => findTestCaret(text, text.length)),
        undefined,
      );
    });
  }

  it("is none with many brackets, dashes and colons side by side, or in texts", () => {
    const row = '  - { name: "[[[ - : ? {{{", accounts: [a, b, [c]], "x:y": "- - -" } # [[[ {{{\n';
    const { problems } = parsePolicyTests(`tests:\n${row.repeat(400)}`);
    assert.ok(!problems.some(({ message }) => message.includes("too deeply")));
  });
});
