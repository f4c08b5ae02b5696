import path from "node:path";
import { numberSteps, type Plan } from "../../src/changes/plan";
import { DEFAULT_PROTECTIONS } from "../../src/changes/preflight/defaults";
import type { PlanFacts } from "../../src/changes/preflight/facts";
import { readCatalogueFile } from "../../src/disk/catalogueFile";
import { createAccessEngine } from "../../src/evaluation/access/engine";
import { createActionUniverse } from "../../src/evaluation/access/universe";
import { type MeasuredPolicy, measurePolicy } from "../../src/evaluation/blastRadius";
import { createEffectiveView } from "../../src/evaluation/effectiveView";
import { compareMatrices } from "../../src/evaluation/impact";
import { judgePlan } from "../../src/engine/impact";
import type { OrganizationContents } from "../../src/organization/model";
import { createCatalogue } from "../../src/policy/catalogue";
import { generateOrganization } from "../../src/sandbox/generate";
import type { Benchmark } from "./benchmark";

const ACCOUNTS = 10_000;
const POLICIES = 300;
/** Besides the OUs, every so many accounts have a policy of their own, which gives them a chain of their own. */
const OWN_POLICY_EVERY = 4;

const openUniverse = () =>
  createActionUniverse(createCatalogue(readCatalogueFile(path.join(process.cwd(), "dist/catalogue.jsonl"))));

const EDITS = ["Get*", "Put*"];

/** Five statements each, two of them under conditions. */
function createText(number: number, edition = 0): string {
  const service = ["ec2", "s3", "iam", "kms", "lambda", "rds", "sqs", "sns", "dynamodb", "cloudtrail"][number % 10];
  const statements = [
    { Effect: "Deny", Action: [`${service}:Delete*`, `${service}:Put*${number % 7}`, "config:Delete*"], Resource: "*" },
    { Effect: "Deny", Action: [`*:Purchase*`, `${service}:*Tag*`], Resource: "*" },
    { Effect: "Deny", Action: ["organizations:LeaveOrganization", `account:${EDITS[edition % 2]}`], Resource: "*" },
    {
      ...{ Effect: "Deny", NotAction: ["iam:*", "sts:*", `${service}:*`], Resource: "*" },
      Condition: {
        StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", `eu-central-${number}`] },
        ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::*:role/Admin${number}` },
      },
    },
    {
      ...{ Effect: "Deny", Action: `${service}:*`, Resource: `arn:aws:${service}:*:*:locked-${number}-*` },
      Condition: { BoolIfExists: { "aws:ViaAWSService": "false" } },
    },
  ];
  return JSON.stringify({ Version: "2012-10-17", Id: `${edition}`, Statement: statements });
}

function createWideOrganization(): OrganizationContents {
  const generated = generateOrganization({ accounts: ACCOUNTS, seed: 5 });
  const managed = generated.policies.filter((policy) => policy.awsManaged);
  const [sample] = generated.policies;
  if (!sample) throw new Error("The generated organization has no policy.");
  const policies = Array.from({ length: POLICIES }, (_, number) => {
    const id = `p-bench${String(number).padStart(4, "0")}`;
    return { ...sample, id, name: id, type: "SERVICE_CONTROL_POLICY", awsManaged: false, content: createText(number) };
  });
  const { roots, organizationalUnits, accounts } = generated;
  const targets = [...roots, ...organizationalUnits, ...accounts].map((target) => target.id);
  const attach = (targetId: string, number: number) => ({
    policyId: policies[number % POLICIES]?.id ?? "",
    targetId,
  });
  const attachments = [
    ...targets.map((targetId) => ({ policyId: "p-FullAWSAccess", targetId })),
    ...[...roots, ...organizationalUnits].flatMap(({ id }, at) => [0, 1, 2].map((more) => attach(id, at * 3 + more))),
    ...accounts.filter((_, at) => at % OWN_POLICY_EVERY === 0).map(({ id }, at) => attach(id, at)),
  ];
  return { ...generated, policies: [...managed, ...policies], attachments };
}

/** The same organization after a keystroke in one policy. */
function edit(contents: OrganizationContents, id: string, edition: number): OrganizationContents {
  const number = Number(id.slice(-4));
  const policies = contents.policies.map((policy) =>
    policy.id === id ? { ...policy, content: createText(number, edition) } : policy,
  );
  return { ...contents, policies };
}

export const prepareAccess = () => ({ engine: createAccessEngine(openUniverse()), contents: createWideOrganization() });
const measured = (contents: OrganizationContents, edition: number): MeasuredPolicy => ({
  ...{ type: "SERVICE_CONTROL_POLICY", policyId: "p-bench0000", content: createText(0, edition) },
  targetIds: contents.attachments.filter(({ policyId }) => policyId === "p-bench0000").map(({ targetId }) => targetId),
});

/** The question before a changed policy is published. */
const createPlan = (edition: number): Plan => ({
  ...{ title: "", organizationId: "", plannedAt: "2026-11-24T10:00:00.000Z" },
  steps: numberSteps([
    { kind: "updatePolicy", policyId: "p-bench0000", from: {}, to: { content: createText(0, edition) } },
  ]),
});
const createFacts = (contents: OrganizationContents): PlanFacts => ({
  ...{ contents, callerRole: "management", asOf: "2026-11-24", protections: DEFAULT_PROTECTIONS },
});

export const benchmarks: readonly Benchmark[] = [
  { name: "access: read the whole catalogue", prepare: () => () => openUniverse().size },
  {
    name: `access: all actions of ${ACCOUNTS} accounts under ${POLICIES} policies`,
    prepare: () => {
      const { engine, contents } = prepareAccess();
      const { universe } = engine;
      return () => createAccessEngine(universe).judge(contents).groups.length;
    },
  },
  {
    name: "access: the same again after an edit of a policy at the root",
    prepare: () => {
      const { engine, contents } = prepareAccess();
      let edition = 0;
      return () => engine.judge(edit(contents, "p-bench0000", ++edition)).groups.length;
    },
  },
  {
    name: "access: the same again after an edit of a policy elsewhere",
    prepare: () => {
      const { engine, contents } = prepareAccess();
      let edition = 0;
      return () => engine.judge(edit(contents, "p-bench0299", ++edition)).groups.length;
    },
  },
  {
    name: "access: the impact of an edit at the root",
    prepare: () => {
      const { engine, contents } = prepareAccess();
      const before = engine.judge(contents);
      let edition = 0;
      return () => compareMatrices(before, engine.judge(edit(contents, "p-bench0000", ++edition))).groups.length;
    },
  },
  {
    name: "access: what a plan changes that edits a policy at the root, and what speaks against it",
    prepare: () => {
      const { engine, contents } = prepareAccess();
      const before = engine.judge(contents);
      let edition = 0;
      return () => judgePlan(createPlan(++edition), createFacts(contents), engine, before).findings.length;
    },
  },
  {
    name: "access: the blast radius of a policy at the root",
    prepare: () => {
      const { engine, contents } = prepareAccess();
      const matrix = engine.judge(contents);
      let edition = 0;
      return () => measurePolicy(matrix, measured(contents, ++edition)).statements.length;
    },
  },
  {
    name: "access: the effective view of an account",
    prepare: () => {
      const { engine, contents } = prepareAccess();
      const matrix = engine.judge(contents);
      const id = contents.accounts.at(-1)?.id ?? "";
      return () => createEffectiveView(matrix, id).services.length;
    },
  },
];
