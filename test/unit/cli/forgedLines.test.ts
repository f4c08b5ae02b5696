import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Command } from "../../../src/cli/command";
import { createDiffCommand } from "../../../src/cli/diff";
import { createEvaluateCommand } from "../../../src/cli/evaluate";
import { createImpactCommand } from "../../../src/cli/impact";
import { createLintCommand } from "../../../src/cli/lint";
import { toErrorLine } from "../../../src/cli/nodeErrors";
import { openUniverse } from "../../../src/cli/openCatalogue";
import { createTestCommand } from "../../../src/cli/test";
import { language } from "../policy/language";
import { run } from "./run";

/** What would stand on a line of its own, moves a terminal's cursor, and is a link where Markdown is read. */
const FORGED = "x\n0 failed\u001b[2J\u202e](https://evil.example)";
const BREAKS = /^0 failed|[\u001b\u202e]/m;
const getUniverse = openUniverse("dist");
const ORGANIZATION = "scenarios/organization.json";
const FORGED_ORGANIZATION = JSON.stringify(
  JSON.parse(readFileSync(`test/fixtures/${ORGANIZATION}`, "utf8"), (key, value: unknown) =>
    key === "Name" && value !== "Root" ? `${String(value)}${FORGED}` : value,
  ),
);
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Deny", Action: "s3:*", Resource: "*", Condition: { StringEquals: { "aws:PrincipalTag/x": FORGED } } },
    { Effect: "Deny", Action: FORGED, Resource: "*" },
  ],
});
const attach = ["--org", "-", "--attach", "policies/deny-leaving.scp.json=Root"];
const PRINTED: readonly (readonly [string, Command, readonly string[], string])[] = [
  ["evaluate", createEvaluateCommand("dist"), ["--org", ORGANIZATION, "--requests", "-"], askAs(FORGED)],
  ["diff", createDiffCommand(getUniverse), ["policies/deny-leaving.scp.json", "-"], POLICY],
  ["impact", createImpactCommand(getUniverse), attach, FORGED_ORGANIZATION],
  ["lint", createLintCommand(language), ["--type", "scp", "-"], POLICY],
  ["lint as SARIF", createLintCommand(language), ["--type", "scp", "--format", "sarif", "-"], POLICY],
];

function askAs(id: string): string {
  return JSON.stringify([{ id, accountId: "111111111111", action: "ec2:RunInstances", context: {} }]);
}

describe("what others wrote forges no line, and reaches no terminal as a command", () => {
  for (const [name, command, args, stdin] of PRINTED) {
    it(`of ${name}`, async () => {
      const { out } = await run(command, args, stdin);
      assert.match(out, /0 failed/, "it is printed");
      assert.doesNotMatch(out, BREAKS);
    });
  }

  it("of test", async () => {
    const tests = `tests: [{ name: ${JSON.stringify(FORGED)}, account: "111111111111", action: "s3:GetObject", expect: denied }]`;
    const { out } = await run(createTestCommand("dist"), ["--org", ORGANIZATION, "-"], tests);
    assert.match(out, /0 failed.*\n/);
    assert.doesNotMatch(out, /^0 failed\S|[\u001b\u202e]/m);
  });

  it("of what is wrong", () => {
    assert.doesNotMatch(toErrorLine(new Error(FORGED)), BREAKS);
    assert.doesNotMatch(toErrorLine(FORGED), BREAKS);
  });

  it("and is no link in SARIF", async () => {
    const { out } = await run(createLintCommand(language), ["--type", "scp", "--format", "sarif", "-"], POLICY);
    const { runs } = JSON.parse(out) as { runs: { results: { message: { text: string } }[] }[] };
    const texts = runs.flatMap(({ results }) => results.map(({ message }) => message.text));
    assert.ok(texts.some((text) => text.includes("evil.example")));
    assert.ok(!texts.some((text) => text.includes("](")));
  });
});
