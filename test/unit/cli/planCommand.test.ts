import assert from "node:assert/strict";
import { numberSteps, type Plan } from "../../../src/changes/plan";
import { formatPlan } from "../../../src/changes/planFile";
import type { Step } from "../../../src/changes/step";
import { UsageError } from "../../../src/cli/command";
import { openUniverse } from "../../../src/cli/openCatalogue";
import { createPlanCommand } from "../../../src/cli/plan";
import { parseOrganizationFile } from "../../../src/organization/file";
import { readFileSync } from "node:fs";
import { run } from "./run";

const SCP = "SERVICE_CONTROL_POLICY";
const ORGANIZATION = "scenarios/organization.json";
const command = createPlanCommand(openUniverse("dist"));
const parsed = parseOrganizationFile(readFileSync(`test/fixtures/${ORGANIZATION}`, "utf8"));
assert.ok("contents" in parsed);
const { organization, organizationalUnits, attachments, policies } = parsed.contents;

const unit = organizationalUnits.find(({ name }) => name === "Production") ?? assert.fail("no Production");
const [full] = policies.filter(({ id }) => id === "p-FullAWSAccess");
assert.ok(full);

function createPlan(steps: readonly Step[], organizationId = organization.id): Plan {
  return { title: "Deny SQS", organizationId, plannedAt: "2026-11-24T10:00:00.000Z", steps: numberSteps(steps) };
}

const deny = (action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Deny", Action: action, Resource: "*" } });

function denyInProduction(action: string): readonly Step[] {
  const policy = { type: SCP, name: "New", description: "", content: deny(action), tags: {} };
  return [
    { kind: "createPolicy", policy },
    { kind: "attachPolicy", policyId: "new:1", policyType: SCP, targetId: unit.id },
  ];
}

function check(plan: Plan | string, ...args: readonly string[]) {
  const stdin = typeof plan === "string" ? plan : formatPlan(plan);
  return run(command, ["check", "--org", ORGANIZATION, ...args, "-"], stdin);
}

describe("orgscope plan check", () => {
  it("shows a plan that may be run, and answers 0", async () => {
    const { code, out } = await check(createPlan(denyInProduction("sqs:SendMessage")));
    assert.equal(code, 0, out);
    assert.match(out, /^# Deny SQS\n/);
    assert.match(out, /1\. Create the `SCP` `New`\n2\. Attach `New` to `Root\/Production`/);
    assert.match(out, /Newly denied: 1 action\*\*: 1 of \d+ of sqs/);
  });

  it("answers 1 where something stands in the way", async () => {
    const [, attach] = denyInProduction("sqs:*");
    assert.ok(attach?.kind === "attachPolicy");
    const { code, out } = await check(createPlan([{ ...attach, policyId: "p-gone0001" }]), "--format", "json");
    const { findings } = JSON.parse(out) as { findings: readonly { code: string; severity: string; step?: string }[] };
    assert.deepEqual(
      findings.filter(({ severity }) => severity === "error").map(({ code: found, step }) => [found, step]),
      [["missing", "1"]],
    );
    assert.equal(code, 1);
  });

  it("sees that a way back in would be shut", async () => {
    const { code, out } = await check(createPlan(denyInProduction("*")));
    assert.equal(code, 1);
    assert.match(out, /OrganizationAccountAccessRole` could no longer do/);
  });

  it("sees that a policy was changed since", async () => {
    const policy = policies.find(({ awsManaged, type }) => !awsManaged && type === SCP);
    assert.ok(policy);
    const step: Step = { kind: "updatePolicy", policyId: policy.id, from: { content: "{}" }, to: { content: "{ }" } };
    assert.match((await check(createPlan([step]))).out, /has been changed since this was planned/);
    const fresh = { ...step, from: { content: policy.content } };
    assert.doesNotMatch((await check(createPlan([fresh]))).out, /has been changed/);
  });

  it("fails on less where that is wished", async () => {
    const attached = attachments.find(({ policyId }) => policyId === full.id);
    assert.ok(attached);
    const again: Step = { kind: "attachPolicy", policyId: full.id, policyType: SCP, targetId: attached.targetId };
    assert.equal((await check(createPlan([again]))).code, 0);
    assert.equal((await check(createPlan([again]), "--fail-on", "info")).code, 1);
  });

  it("holds what a folder's settings protect, beside the defaults", async () => {
    const settings = ["--settings", "settings/protections.json"];
    const { code, out } = await check(createPlan(denyInProduction("sqs:SendMessage")), ...settings);
    assert.equal(code, 1);
    assert.match(out, /`Root\/Production` is protected by the setting `orgscope\.protectedTargets`/);
    assert.match(out, /role\/Deploy` could no longer do/);
    assert.match(out, /orgscope\.mustKeep[\s\S]*"Deploy"/);
    assert.match(
      (await check(createPlan(denyInProduction("*")), ...settings)).out,
      /OrganizationAccountAccessRole` could no longer do/,
    );
  });

  for (const [name, plan, args, message] of [
    ["what is no plan", "{}", [], /format is not/],
    [
      "a plan of another organization",
      createPlan(denyInProduction("sqs:*"), "o-another000"),
      [],
      /for the organization o-another000/,
    ],
    ["two places", createPlan(denyInProduction("sqs:*")), ["--profile", "prod"], /exclude each other/],
    ["settings that are none", createPlan([]), ["--settings", "smallCatalogue.ts"], /no settings of VS Code/],
    ["an unknown severity", createPlan(denyInProduction("sqs:*")), ["--fail-on", "never"], /--fail-on is/],
  ] as const) {
    it(`refuses ${name}`, () =>
      assert.rejects(check(plan, ...args), (error) => error instanceof UsageError && message.test(error.message)));
  }
});
