import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createLintCommand } from "../../../src/cli/lint";
import { createOtherCommands, formatHelp } from "../../../src/cli/others";
import { formatPlan } from "../../../src/changes/planFile";
import { numberSteps } from "../../../src/changes/plan";
import type { Command } from "../../../src/cli/command";
import { parseOrganizationFile } from "../../../src/organization/file";
import { language } from "../policy/language";
import { run } from "./run";

const COMMANDS: readonly Command[] = [createLintCommand(language), ...createOtherCommands("dist")];
const DOCS = readFileSync("docs/command-line.md", "utf8");
const ORGANIZATION = "scenarios/organization.json";
const DENY = '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"sqs:*","Resource":"*"}}';

describe("the help of the command line", () => {
  for (const command of COMMANDS) {
    it(`explains every option of ${command.name}, and no other, and its exit codes`, () => {
      const [usage = "", summary, options = "", exits = ""] = formatHelp(command).split("\n\n");
      assert.equal(summary, command.summary);
      const list = (text: string, pattern: RegExp) =>
        [...new Set(Array.from(text.matchAll(pattern), ([, one = ""]) => one))].sort((a, b) => a.localeCompare(b));
      assert.deepEqual(list(options, /^ {2}(--?[\w-]+)/gm), list(usage, /(?<![\w-])(--?[a-z][\w-]*)/g));
      assert.match(exits, /^ {2}0 .*\n(?: {2}1 .*\n)? {2}2 /m);
    });
  }
});

/** `[].start.line` of each value that is no list and no object. */
function listPaths(value: unknown, path = ""): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => listPaths(one, `${path}[]`));
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, one]) => listPaths(one, path === "" ? key : `${path}.${key}`));
}

describe("docs/command-line.md", () => {
  const readSection = (name: string) => new RegExp(`^### ${name}$([^]*?)(?=^### |(?![^]))`, "m").exec(DOCS)?.[1] ?? "";
  const readKeys = (name: string) =>
    new Set(Array.from(readSection(name).matchAll(/`([\w.[\]]+)\??`/g), ([, key = ""]) => key));

  const step = {
    kind: "attachPolicy",
    policyId: "p-gone0001",
    policyType: "SERVICE_CONTROL_POLICY",
    targetId: "r-x",
  } as const;
  const parsed = parseOrganizationFile(readFileSync(`test/fixtures/${ORGANIZATION}`, "utf8"));
  assert.ok("contents" in parsed);
  const organizationId = parsed.contents.organization.id;
  const plan = formatPlan({
    title: "T",
    organizationId,
    plannedAt: "2026-11-24T10:00:00.000Z",
    steps: numberSteps([step]),
  });
  const request = { id: "1", accountId: "111111111111", action: "ec2:RunInstances" };
  const requests = JSON.stringify([request, { ...request, id: "2", action: "sqs:SendMessage" }]);
  const json = ["--format", "json"];
  const impact = ["--org", ORGANIZATION, "--attach", "policies/region-restriction.scp.json=Root"];

  for (const [name, section, args, stdin] of [
    ["lint", "lint", [...json, "--type", "scp", "-"], '{"Statement":{}}'],
    ["minify", "minify and format", [...json, "-"], DENY],
    ["format", "minify and format", [...json, "-"], DENY],
    ["expand", "expand", [...json, "sts:Get*"], ""],
    ["diff", "diff", [...json, "policies/region-restriction.scp.json", "-"], DENY],
    ["diff", "diff", [...json, "--org", ORGANIZATION, "Web", "Team"], ""],
    ["impact", "impact", [...json, ...impact], ""],
    ["evaluate", "evaluate", [...json, "--org", ORGANIZATION, "--requests", "-"], requests],
    ["plan", "plan check", ["check", ...json, "--org", ORGANIZATION, "-"], plan],
    ["test", "test", [...json, "orgtests"], ""],
  ] as const) {
    it(`describes each key that ${name} ${args.slice(2, 3).join(" ")} prints`, async () => {
      const command = COMMANDS.find((one) => one.name === name);
      assert.ok(command);
      const { out } = await run(command, args, stdin);
      const known = new Set([
        ...readKeys(section),
        ...[...readKeys("impact")].flatMap((key) => [
          `impact.${key}`,
          ...(name === "diff" ? [key.replace("groups[].", "")] : []),
        ]),
      ]);
      const paths = [...new Set(listPaths(JSON.parse(out)))];
      assert.ok(paths.length > 0);
      assert.deepEqual(
        paths.filter((path) => !known.has(path)),
        [],
      );
    });
  }

  it("says the exit codes that there are, and has a section for each command", () => {
    assert.deepEqual(
      Array.from(DOCS.matchAll(/^\| (\d) \|/gm), ([, code]) => code),
      ["0", "1", "2"],
    );
    for (const { name } of COMMANDS) assert.match(DOCS, new RegExp(`^### (?:[\\w ]+ and )?${name}\\b`, "m"), name);
  });
});
