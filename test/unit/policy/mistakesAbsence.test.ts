import assert from "node:assert/strict";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { policy, testFixes } from "./fixCases";
import { lint } from "./language";
import { deny, type Mistake, on, rcpOn, testMistakes } from "./seeded";

const all = (action: string, condition: string, resource = '"*"') =>
  deny(`"Action":${action},"Resource":${resource},"Condition":{${condition}}`);
const run = (condition: string, resource?: string) => all('"ec2:RunInstances"', condition, resource);

const MISTAKES: readonly Mistake[] = [
  [
    "the type of an instance, of the image too",
    run(`"StringNotLike":{"«ec2:InstanceType»":"t3.*"}`),
    "partial-key-deny",
  ],
  ["a tag of what is created, of the subnet too", run(`"Null":{"«aws:RequestTag/Team»":"true"}`), "partial-key-deny"],
  ["a service's key on everything", all('"*"', `"StringNotEquals":{"«ec2:Region»":"eu-west-1"}`), "partial-key-deny"],
  [
    "a key of few actions on all of them",
    all('"s3:*"', `"StringNotEqualsIfExists":{"«s3:x-amz-server-side-encryption»":"aws:kms"}`),
    "partial-key-deny",
  ],
];

const SPARED = `"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}`;
const strangers = (action: string) =>
  rcpOn(`"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},${SPARED}`).replace('"s3:*"', action);

const RCP_MISTAKES: readonly Mistake[] = [
  ["sign-in through a provider", strangers('["s3:*","«sts:AssumeRoleWithWebIdentity»"]'), "rcp-federated-callers"],
  [
    "paths, without credentials",
    rcpOn(
      `"ForAllValues:StringNotLikeIfExists":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/*"},"«Bool»":{"aws:PrincipalIsAWSService":false}`,
    ),
    "absent-key-pass",
  ],
  ["all of STS", strangers('["s3:*","«sts:*»"]'), "rcp-federated-callers"],
  [
    "strangers without credentials",
    rcpOn(
      `"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"«Bool»":{"aws:PrincipalIsAWSService":"false"}`,
    ),
    "absent-key-pass",
  ],
];

describe("seeded mistakes of absence", () => {
  testMistakes(SERVICE_CONTROL_POLICY, MISTAKES);
  testMistakes(RESOURCE_CONTROL_POLICY, RCP_MISTAKES);
});

const GOOD: readonly (readonly [name: string, text: string])[] = [
  ["the type of an instance alone", run(`"StringNotLike":{"ec2:InstanceType":"t3.*"}`, '"arn:aws:ec2:*:*:instance/*"')],
  [
    "a test that the image does not meet",
    run(`"StringEquals":{"ec2:Tenancy":"host"},"StringNotLike":{"ec2:InstanceType":"t3.*"}`),
  ],
  ["the Region of EC2 on EC2", all('"ec2:*"', `"StringNotEquals":{"ec2:Region":"eu-west-1"}`)],
  [
    "an owner beside the organization",
    all('"*"', `"StringNotEqualsIfExists":{"aws:ResourceOrgID":"o-a1b2c3d4e5","ec2:Owner":"amazon"}`),
  ],
  [
    "encryption on the action that carries it",
    all('"s3:PutObject"', `"StringNotEquals":{"s3:x-amz-server-side-encryption":"aws:kms"}`),
  ],
  [
    "addresses within one VPC",
    on(`"NotIpAddress":{"aws:VpcSourceIp":"10.1.0.0/16"},"StringEquals":{"aws:SourceVpc":"vpc-0a1b2c3d4e5f60718"}`),
  ],
  ["a second factor, or none", on(`"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}`)],
  ["what is denied with a second factor", on(`"Bool":{"aws:MultiFactorAuthPresent":"true"}`)],
];

describe("absence that is meant", () => {
  for (const [name, text] of GOOD) it(name, () => assert.deepEqual(lint(text), []));
});

const runs = (resource: string, operator: string) =>
  policy(
    `{"Effect":"Deny","Action":"ec2:RunInstances","Resource":"${resource}","Condition":{"${operator}":{"ec2:InstanceType":"t3.*"}}}`,
  );
describe("quick fixes of absence", () => {
  testFixes([
    [
      "an action less",
      strangers('["s3:*","sts:AssumeRoleWithSAML"]'),
      "rcp-federated-callers",
      "Remove sts:AssumeRoleWithSAML",
      strangers('["s3:*"]'),
      { type: RESOURCE_CONTROL_POLICY },
    ],
    [
      "the resource that carries the key",
      runs("*", "StringNotLike"),
      "partial-key-deny",
      "Narrow the Resource to arn:aws:ec2:*:*:instance/*",
      runs("arn:aws:ec2:*:*:instance/*", "StringNotLike"),
    ],
  ]);
});
