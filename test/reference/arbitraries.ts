/** Random policies and requests from few words, so that they meet each other. */
import fc from "fast-check";
import { FULL_ACCESS, policy, type Document, type Statement, type Target } from "../fixtures/scenarios/scenario";

const ACTIONS = ["s3:GetObject", "s3:PutObject", "ec2:RunInstances", "iam:CreateRole", "sqs:SendMessage"];
const ACTION_PATTERNS = [
  ...[...ACTIONS, "*", "s3:*", "S3:get*", "s3:*Object", "ec2:Run?nstances", "ec2:RunInstance", "*:*", "i*:Create*"],
  ...["sqs:*", "kms:*"],
];

const RESOURCES = [
  ...["arn:aws:s3:::blue/key", "arn:aws:s3:::blue/a:b", "arn:aws:s3:::red-1/key"],
  ...["arn:aws:ec2:eu-west-1:111111111111:instance/i-1", "arn:aws:sqs:eu-west-1:222222222222:queue", "*"],
];
const RESOURCE_PATTERNS = [
  ...[...RESOURCES, "arn:aws:s3:::*", "arn:aws:s3:::blue/*", "arn:aws:s3:*:*:red-?/key", "arn:aws:ec2:*:instance/*"],
  ...[
    "arn:aws:*",
    "arn:aws:sqs",
    "arn:aws:s3:::${aws:PrincipalTag/Team}/*",
    "arn:aws:s3:::blue/a${*}",
    "arn:aws:e*:eu*1:*",
  ],
  ...["arn:aws:s3:::${aws:PrincipalTag/Team, 'red-1'}/key", "arn:aws:s3:::blue?a:b", "arn:aws:s?s:*:*:*e*"],
];

interface Key {
  readonly name: string;
  readonly values: readonly string[];
  /** What policies compare it with. */
  readonly wanted: readonly string[];
  readonly operators: readonly string[];
  readonly isMultivalued?: true;
}

const TEXT = [
  "StringEquals",
  "StringNotEquals",
  "StringLike",
  "StringNotLike",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
];
const ORDERS = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];

/** One key of each kind. */
const KEYS: readonly Key[] = [
  {
    name: "aws:RequestedRegion",
    values: ["eu-west-1", "us-east-1"],
    wanted: ["eu-west-1", "EU-WEST-1", "eu-*", "us-east-?", "*"],
    operators: TEXT,
  },
  {
    name: "aws:PrincipalTag/Team",
    values: ["blue", "Blue", "b*"],
    wanted: ["blue", "b*", "b${*}", "${aws:ResourceTag/Team}", "${aws:ResourceTag/Team, 'blue'}"],
    operators: TEXT,
  },
  {
    name: "aws:ResourceTag/Team",
    values: ["blue", "red"],
    wanted: ["blue", "${aws:PrincipalTag/Team}", "?ed"],
    operators: TEXT,
  },
  {
    name: "aws:TagKeys",
    values: ["Team", "Owner", "Cost"],
    wanted: ["Team", "Owner", "C*", "team"],
    operators: TEXT,
    isMultivalued: true,
  },
  {
    name: "aws:MultiFactorAuthAge",
    values: ["0", "300", "4000"],
    wanted: ["300", "0.5", "3600"],
    operators: ORDERS.map((order) => `Numeric${order}`),
  },
  {
    name: "aws:CurrentTime",
    values: ["2026-11-24T10:00:00Z", "2026-01-01T00:00:00+02:00"],
    wanted: ["2026-11-24T11:00:00+01:00", "2026-11-24", "1767218400"],
    operators: ORDERS.map((order) => `Date${order}`),
  },
  { name: "aws:SecureTransport", values: ["true", "false"], wanted: ["true", "false"], operators: ["Bool"] },
  {
    name: "aws:SourceIp",
    values: ["203.0.113.77", "198.51.100.1", "2001:db8::1"],
    wanted: ["203.0.113.0/24", "203.0.113.64/28", "0.0.0.0/0", "2001:db8::/32"],
    operators: ["IpAddress", "NotIpAddress"],
  },
  {
    name: "aws:SourceArn",
    values: ["arn:aws:sns:eu-west-1:111111111111:t:1", "arn:aws:s3:::b"],
    wanted: ["arn:aws:sns:*:*:t", "arn:aws:sns:*:1*:*", "arn:*:s3:::?", "arn:aws:s3:::${aws:PrincipalTag/Team}"],
    operators: ["ArnLike", "ArnNotLike", "ArnEquals", "ArnNotEquals"],
  },
];

const someOf = <T>(items: readonly T[]) => fc.uniqueArray(fc.constantFrom(...items), { minLength: 1, maxLength: 3 });

const conditionOf = (key: Key) =>
  fc
    .record({
      operator: fc.constantFrom(...key.operators),
      set: key.isMultivalued
        ? fc.constantFrom("ForAllValues:", "ForAnyValue:")
        : fc.constantFrom("", "", "ForAllValues:", "ForAnyValue:"),
      ifExists: fc.constantFrom("", "IfExists"),
      wanted: someOf(key.wanted),
      isNull: fc.integer({ min: 0, max: 6 }),
    })
    .map(({ operator, set, ifExists, wanted, isNull }): [string, string, readonly string[]] =>
      isNull === 0 ? ["Null", key.name, ["true"]] : [set + operator + ifExists, key.name, wanted],
    );

const conditions = fc.array(fc.constantFrom(...KEYS).chain(conditionOf), { maxLength: 2 }).map((entries) => {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const [operator, key, values] of entries) (block[operator] ??= {})[key] = values;
  return block;
});

const statementOf = (effect: "Allow" | "Deny") =>
  fc
    .record({
      actions: someOf(ACTION_PATTERNS),
      resources: fc.oneof(
        { weight: 2, arbitrary: fc.constant(["*"]) },
        { weight: 3, arbitrary: someOf(RESOURCE_PATTERNS) },
      ),
      exceptActions: fc.integer({ min: 0, max: 3 }).map((roll) => roll === 0),
      exceptResources: fc.integer({ min: 0, max: 4 }).map((roll) => roll === 0),
      block: conditions,
    })
    .map(
      ({ actions, resources, exceptActions, exceptResources, block }): Statement => ({
        Effect: effect,
        [exceptActions ? "NotAction" : "Action"]: actions,
        [exceptResources ? "NotResource" : "Resource"]: resources,
        ...(Object.keys(block).length > 0 && { Condition: block }),
      }),
    );

export const denyStatement = statementOf("Deny");

export const scpDocument: fc.Arbitrary<Document> = fc
  .array(fc.oneof({ weight: 3, arbitrary: denyStatement }, { weight: 1, arbitrary: statementOf("Allow") }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((statements) => policy(...statements));

const rcpDocument: fc.Arbitrary<Document> = fc
  .array(denyStatement, { minLength: 1, maxLength: 2 })
  .map((statements) => policy(...statements.map((statement) => ({ ...statement, Principal: "*" }))));

const scpsOfLevel = fc
  .record({ full: fc.integer({ min: 0, max: 5 }), own: fc.array(scpDocument, { maxLength: 2 }) })
  .map(({ full, own }): readonly Document[] => (full === 0 ? own : [FULL_ACCESS, ...own]));

const byTarget = (
  documents: fc.Arbitrary<readonly Document[]>,
): fc.Arbitrary<Partial<Record<Target, readonly Document[]>>> =>
  fc.record({ root: documents, production: documents, web: documents });

const rcpsOfLevel = fc.array(rcpDocument, { maxLength: 1 });

/** SCPs and RCPs on the way to the account `web`. */
export const organizationParts = fc.record({
  scps: byTarget(scpsOfLevel),
  rcps: byTarget(rcpsOfLevel),
});

/** What is attached to a target, in place of what was. */
export const levelEdit = fc.record({
  target: fc.constantFrom<Target>("root", "production", "inner", "web", "edge"),
  documents: fc.oneof(
    fc.record({ type: fc.constant("scps" as const), documents: scpsOfLevel }),
    fc.record({ type: fc.constant("rcps" as const), documents: rcpsOfLevel }),
  ),
});

export interface KnownRequest {
  readonly action: string;
  readonly resource: string;
  /** All keys that the policies may ask for; an empty list where the request lacks one. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

export const knownRequest: fc.Arbitrary<KnownRequest> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  resource: fc.constantFrom(...RESOURCES),
  context: fc
    .tuple(
      ...KEYS.map(({ name, values, isMultivalued }) =>
        fc
          .uniqueArray(fc.constantFrom(...values), { maxLength: isMultivalued ? 3 : 1 })
          .map((found) => [name, found] as const),
      ),
    )
    .map((entries): KnownRequest["context"] => Object.fromEntries(entries)),
});
