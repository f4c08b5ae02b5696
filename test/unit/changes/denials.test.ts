import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { numberSteps, type Plan } from "../../../src/changes/plan";
import { renderPlanFinding } from "../../../src/changes/preflight/catalogue";
import { getPlanFindings } from "../../../src/changes/preflight/planFindings";
import type { Step } from "../../../src/changes/step";
import { judgePlan } from "../../../src/engine/impact";
import { createAccessEngine } from "../../../src/evaluation/access/engine";
import { createActionUniverse } from "../../../src/evaluation/access/universe";
import { createTechCorp } from "../../../src/sandbox/techCorp";
import { catalogue } from "../policy/language";

const SCP = "SERVICE_CONTROL_POLICY";
const RCP = "RESOURCE_CONTROL_POLICY";
const ROOT = "r-tc01";
const PRODUCTION = "ou-tc01-prod4kx7";
const TECH_CORP = createTechCorp();
const engine = createAccessEngine(createActionUniverse(catalogue));

interface Statement {
  readonly Effect?: string;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Condition?: object;
  readonly Principal?: unknown;
}

const write = (...statements: readonly Statement[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Deny", Resource: "*", ...statement })),
  });

/** What is to be typed before a policy is attached, or changed where it is attached. */
function getTyped(content: string, targetId = PRODUCTION, type = SCP, before?: string): readonly string[] {
  const [template] = TECH_CORP.policies;
  assert.ok(template);
  const policy = { ...template, id: "p-a1234567", name: "New", type, awsManaged: false, content: before ?? content };
  const policyId = policy.id;
  const step: Step =
    before === undefined
      ? { kind: "attachPolicy", policyId, policyType: type, targetId }
      : { kind: "updatePolicy", policyId, from: { content: before }, to: { content } };
  const attachments = [...TECH_CORP.attachments, ...(before === undefined ? [] : [{ policyId, targetId }])];
  const contents = { ...TECH_CORP, attachments, policies: [...TECH_CORP.policies, policy] };
  const plan: Plan = {
    ...{ title: "Test", organizationId: contents.organization.id, plannedAt: "2026-11-24T10:00:00.000Z" },
    steps: numberSteps([step]),
  };
  const protections = { protectedTargets: [], managedElsewhere: [], mustKeep: [] };
  const facts = { contents, callerRole: "management", asOf: "2026-11-24", protections } as const;
  return [...getPlanFindings(plan, facts), ...judgePlan(plan, facts, engine).findings]
    .filter(({ severity }) => severity === "typed")
    .map(renderPlanFinding);
}

const nearly = (exempt: number, accounts = 2, name = "Web Services") =>
  `Nearly everything would be denied in ${name} (active accounts in all: ${accounts}; exempt principals: ${exempt}).`;
const spare = (...principals: readonly string[]) => ({ ArnNotLike: { "aws:PrincipalArn": principals } });
const ROLES = ["arn:aws:iam::*:role/One", "arn:aws:iam::*:role/Two"];

describe("a denial of nearly everything is typed", () => {
  it("whoever is exempt, with how many they are", () => {
    assert.deepEqual(getTyped(write({ Action: "*", Condition: spare(...ROLES) })), [nearly(2)]);
  });

  it("where most services are named one by one, or all but some", () => {
    const services = "a b c d e f g h i j k l m n o p q r".split(" ").map((letter) => `${letter}*:*`);
    assert.deepEqual(getTyped(write({ Action: services })), [nearly(0)]);
    assert.deepEqual(getTyped(write({ NotAction: ["iam:*", "sts:*"] })), [nearly(0)]);
    assert.deepEqual(getTyped(write({ NotAction: ["iam:*"], Condition: spare(...ROLES) })), [nearly(2)]);
  });

  it("where it is another condition that spares principals, and AWS's services are spared too", () => {
    for (const Condition of [
      { StringNotEquals: { "aws:userid": "AROAEXAMPLE:me" } },
      { StringNotLikeIfExists: { "aws:PrincipalTag/team": "platform" } },
      { ...spare("arn:aws:iam::*:role/One"), Bool: { "aws:PrincipalIsAWSService": "false" } },
    ]) {
      assert.deepEqual(getTyped(write({ Action: "*", Condition })), [nearly(1)], JSON.stringify(Condition));
    }
  });

  it("where a text that is attached comes to deny it", () => {
    const content = write({ Action: "*", Condition: spare(...ROLES) });
    assert.deepEqual(getTyped(content, PRODUCTION, SCP, write({ Action: "s3:*" })), [nearly(2)]);
    const more = write({ Action: "*", Condition: spare(...ROLES) }, { Action: "s3:*" });
    assert.deepEqual(getTyped(more, PRODUCTION, SCP, content), []);
  });

  it("and none that holds for some requests, some resources or some principals alone", () => {
    for (const Condition of [
      { StringNotEquals: { "aws:RequestedRegion": ["eu-central-1"] } },
      { ...spare("arn:aws:iam::*:role/One"), StringNotEquals: { "aws:RequestedRegion": ["eu-central-1"] } },
      { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" } },
      { Bool: { "aws:MultiFactorAuthPresent": "false" } },
      { StringEquals: { "aws:PrincipalTag/team": "guests" } },
    ]) {
      assert.deepEqual(getTyped(write({ Action: "*", Condition })), [], JSON.stringify(Condition));
    }
    assert.deepEqual(getTyped(write({ Action: ["s3:*", "ec2:*", "iam:*"] })), []);
  });
});

describe("an unconditional denial at the root is typed", () => {
  const atRoot = ["New denies at Root, whoever asks: it holds in every account but the management account."];

  it("where the policy is attached there, and not below", () => {
    assert.deepEqual(getTyped(write({ Action: "organizations:LeaveOrganization" }), ROOT), atRoot);
    assert.deepEqual(getTyped(write({ Action: "organizations:LeaveOrganization" })), []);
    assert.deepEqual(getTyped(write({ Action: "s3:DeleteBucket", Principal: "*" }), ROOT, RCP), atRoot);
  });

  it("where a text that is attached there comes to deny it, and not where it did so before", () => {
    const before = write({ Action: "s3:DeleteBucket" });
    const more = write({ Action: "s3:DeleteBucket" }, { Action: "s3:*", Condition: spare(...ROLES) });
    assert.deepEqual(getTyped(more, ROOT, SCP, before), []);
    assert.deepEqual(getTyped(write({ Action: ["s3:DeleteBucket", "s3:PutObject"] }), ROOT, SCP, before), atRoot);
  });

  it("and none with a condition, and no Allow", () => {
    assert.deepEqual(getTyped(write({ Action: "s3:*", Condition: spare(...ROLES) }), ROOT), []);
    assert.deepEqual(getTyped(write({ Effect: "Allow", Action: "*" }), ROOT), []);
  });
});

describe("AWS's sample policies", () => {
  it("deny nearly everything nowhere but where they are made for it", () => {
    const folder = "test/fixtures/policies";
    const found = readdirSync(folder)
      .filter((file) => file.endsWith(".json"))
      .filter((file) => {
        const text = readFileSync(`${folder}/${file}`, "utf8");
        return text.includes('"Statement"') && getTyped(text).some((message) => message.startsWith("Nearly"));
      });
    // The second is written for another organization than TechCorp, whose own resources it denies.
    assert.deepEqual(found, [
      "accelerator.scp.json",
      "data-perimeter-identity.scp.json",
      "quarantine-forensics.scp.json",
    ]);
  });
});
