import { createEvaluator } from "../../src/evaluation/evaluator";
import type { EvaluationRequest } from "../../src/evaluation/request";
import type { OrganizationContents } from "../../src/organization/model";
import { createOrganization } from "../fixtures/scenarios/scenario";
import type { Benchmark } from "./benchmark";

/** Verdicts in one run: 40,000 a second make 25 ms. */
const VERDICTS = 1000;
const LEVELS = 6;
const POLICIES = 10;
const ACCOUNT = "111111111111";

const SERVICES = ["ec2", "s3", "iam", "kms", "lambda", "rds", "sqs", "sns", "dynamodb", "cloudtrail"];
const GLOBAL = ["iam:*", "organizations:*", "route53:*", "support:*", "sts:*", "cloudfront:*", "budgets:*", "waf:*"];

/** A policy as people write them: four statements, a third of them under conditions that the request meets or not. */
function createDocument(number: number): string {
  const service = SERVICES[number % SERVICES.length] ?? "ec2";
  const roles = [1, 2, 3].map((role) => `arn:aws:iam::*:role/Admin${number}${role}`);
  const statements = [
    {
      Sid: "Protect",
      Effect: "Deny",
      Action: [`${service}:Delete*`, `${service}:Stop*`, "config:Delete*"],
      Resource: "*",
    },
    {
      ...{ Sid: "Regions", Effect: "Deny", NotAction: GLOBAL, Resource: "*" },
      Condition: {
        StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1", `us-east-${number}`] },
        ArnNotLike: { "aws:PrincipalArn": roles },
      },
    },
    {
      Sid: "Buckets",
      Effect: "Deny",
      Action: "s3:Put*",
      Resource: [`arn:aws:s3:::locked-${number}-*/*`, "arn:aws:s3:::audit/*"],
    },
    {
      Sid: "Rest",
      Effect: "Deny",
      Action: "ec2:RunInstances",
      Resource: "*",
      Condition: { Null: { "aws:TagKeys": "true" } },
    },
  ];
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** One account under a root and four OUs, ten SCPs on each of the six levels. */
function createDeepOrganization(): OrganizationContents {
  const { policies: managed, organizationalUnits, roots, accounts, ...rest } = createOrganization({});
  const full = managed.filter((policy) => policy.id === "p-FullAWSAccess");
  const root = roots[0];
  const [unit] = organizationalUnits;
  const account = accounts.find((candidate) => candidate.id === ACCOUNT);
  if (!root || !unit || !account) throw new Error("The organization of the scenarios lost a part.");
  const ids = [root.id, ...[1, 2, 3, 4].map((depth) => `ou-a1b2-0000000${depth}`), ACCOUNT];
  const policies = ids.flatMap((_, level) =>
    Array.from({ length: POLICIES - 1 }, (_policy, index) => {
      const number = level * POLICIES + index;
      const id = `p-bench${String(number).padStart(4, "0")}`;
      return {
        ...full[0],
        ...{ id, name: id, arn: "", description: "", awsManaged: false },
        type: "SERVICE_CONTROL_POLICY",
        content: createDocument(number),
      };
    }),
  );
  const attachments = ids.flatMap((targetId, level) => [
    { policyId: "p-FullAWSAccess", targetId },
    ...policies
      .slice(level * (POLICIES - 1), (level + 1) * (POLICIES - 1))
      .map(({ id }) => ({ policyId: id, targetId })),
  ]);
  return {
    ...rest,
    roots,
    organizationalUnits: ids.slice(1, -1).map((id, depth) => ({ ...unit, id, parentId: ids[depth] ?? root.id })),
    accounts: [{ ...account, parentId: ids[LEVELS - 2] ?? root.id }],
    policies: [...full, ...policies],
    attachments,
  };
}

function createRequests(): readonly EvaluationRequest[] {
  const actions = [
    "ec2:DescribeInstances",
    "s3:PutObject",
    "lambda:CreateFunction",
    "rds:StartDBCluster",
    "iam:CreateRole",
  ];
  return Array.from({ length: VERDICTS }, (_, index) => ({
    id: String(index),
    accountId: ACCOUNT,
    principal: `arn:aws:iam::${ACCOUNT}:role/Engineer`,
    action: actions[index % actions.length] ?? "ec2:RunInstances",
    resource: index % actions.length === 1 ? `arn:aws:s3:::data-${index}/key` : "*",
    context: { "aws:RequestedRegion": "eu-west-1" },
    absentContext: true,
  }));
}

export const benchmarks: readonly Benchmark[] = [
  {
    name: `evaluation: ${VERDICTS} verdicts at ${LEVELS} levels of ${POLICIES} SCPs`,
    prepare: () => {
      const evaluator = createEvaluator(createDeepOrganization());
      const requests = createRequests();
      return () => requests.map((request) => evaluator.evaluate(request).verdict);
    },
  },
  {
    name: `evaluation: open an organization and give one verdict at ${LEVELS} levels of ${POLICIES} SCPs`,
    prepare: () => {
      const organization = createDeepOrganization();
      const [request] = createRequests();
      return () => request && createEvaluator(organization).evaluate(request);
    },
  },
];
