import assert from "node:assert/strict";
import { SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { policy, testFixes } from "./fixCases";
import { lint } from "./language";
import { deny, type Mistake, testMistakes } from "./seeded";

const when = (action: string, operator: string, key: string, value: string, resource = "*") =>
  deny(`"Action":"${action}","Resource":"${resource}","Condition":{"${operator}":{"${key}":"${value}"}}`);
const run = (key: string, value: string) =>
  when("ec2:RunInstances", "StringNotEquals", key, value, "arn:aws:ec2:*:*:instance/*");

const MISTAKES: readonly Mistake[] = [
  ["the root user by its name", when("*", "StringEquals", "aws:PrincipalType", "«Root»"), "condition-value"],
  [
    "a value in another case",
    when("lambda:CreateFunctionUrlConfig", "StringEquals", "lambda:FunctionUrlAuthType", "«none»"),
    "condition-value",
  ],
  ["a value cut short", run("ec2:MetadataHttpTokens", "«require»"), "condition-value"],
  [
    "a value with a hyphen too many",
    when("s3:PutObject", "StringNotEquals", "s3:x-amz-server-side-encryption", "«AES-256»"),
    "condition-value",
  ],
  [
    "a service without its domain",
    when("iam:PassRole", "StringEquals", "iam:PassedToService", "«ec2»"),
    "condition-value",
  ],
  [
    "a service under another domain",
    when("s3:*", "ForAnyValue:StringEquals", "aws:CalledVia", "«cloudformation.amazon.com»"),
    "condition-value",
  ],
  ["KMS by way of half a name", when("kms:CreateGrant", "StringEquals", "kms:ViaService", "«ec2»"), "condition-value"],
  [
    "KMS by way of a service in no Region",
    when("kms:CreateGrant", "StringEquals", "kms:ViaService", "«s3.amazonaws.com»"),
    "condition-value",
  ],
  [
    "a policy type by its short name",
    when("organizations:DetachPolicy", "StringEquals", "organizations:PolicyType", "«SCP»"),
    "condition-value",
  ],
  [
    "encryption by its name in the console",
    when("s3:PutObject", "StringNotEquals", "s3:x-amz-server-side-encryption", "«SSE-KMS»"),
    "condition-value",
  ],
  [
    "an access list that there is none of",
    when("s3:PutObject", "StringEquals", "s3:x-amz-acl", "«public»"),
    "condition-value",
  ],
  [
    "true for what is enabled or disabled",
    when("sagemaker:CreateNotebookInstance", "StringEquals", "sagemaker:DirectInternetAccess", "«true»"),
    "condition-value",
  ],
  [
    "a Deny of all that is encrypted",
    deny(`"Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"«true»"}}`),
    "always-met",
  ],
  [
    "a Region restriction without a Region",
    deny(
      `"NotAction":["iam:*","organizations:*","route53:*","cloudfront:*","sts:*","support:*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":«[]»}}`,
    ),
    "empty-condition",
  ],
  [
    "a Region restriction of empty text",
    deny(`"Action":"ec2:*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"«»"}}`),
    "unknown-region",
  ],
  // What is compared as texts
  ["true in another case", when("s3:*", "StringEquals", "aws:MultiFactorAuthPresent", "«True»"), "condition-value"],
  [
    "encryption in another case",
    when("s3:PutObject", "StringNotEquals", "s3:x-amz-server-side-encryption", "«AWS:KMS»"),
    "condition-value",
  ],
  [
    "a number with a zero before it",
    when("kms:ScheduleKeyDeletion", "StringEquals", "kms:ScheduleKeyDeletionPendingWindowInDays", "«07»"),
    "condition-value",
  ],
  ["a version of TLS by its name", when("s3:*", "StringNotEquals", "s3:TlsVersion", "«TLSv1.2»"), "condition-value"],
  ["a number with zeros at its end", when("s3:*", "StringEquals", "s3:TlsVersion", "«1.20»"), "condition-value"],
  ["a number with its unit", when("s3:*", "StringNotLike", "s3:signatureAge", "«10 min»"), "condition-value"],
];

describe("seeded mistakes in values", () => testMistakes(SERVICE_CONTROL_POLICY, MISTAKES));

describe("values that are right, or may be newer", () => {
  for (const [key, value] of [
    ["ec2:MetadataHttpTokens", "required"],
    ["ec2:Tenancy", "dedicated"],
    ["ec2:Tenancy", "<tenancy>"],
  ] as const) {
    it(`${key} ${value}`, () => assert.deepEqual(lint(run(key, value)), []));
  }
  for (const [action, key, value] of [
    ["bedrock:InvokeModel", "aws:RequestedRegion", "unspecified"],
    ["ec2:CreateVolume", "ec2:VolumeType", "gp4"],
    ["rds:CreateDBInstance", "rds:DatabaseEngine", "sqlserver-se"],
    ["iam:PassRole", "iam:PassedToService", "alexa-appkit.amazon.com"],
    ["iam:PassRole", "iam:PassedToService", "ec2.amazonaws.com.cn"],
    ["s3:PutObject", "s3:x-amz-server-side-encryption", "aws:fsx"],
    ["s3:*", "s3:TlsVersion", "1.2"],
    ["s3:*", "s3:TlsVersion", "1.0"],
    ["s3:*", "s3:max-keys", "10"],
    ["kms:CreateGrant", "kms:ViaService", "ec2.eu-west-1.amazonaws.com"],
  ] as const) {
    it(`${key} ${value}`, () => assert.deepEqual(lint(when(action, "StringEquals", key, value)), []));
  }

  it("numbers however they are written, where they are compared as numbers", () => {
    for (const value of ["1.20", "1.2", "01.2", "+1.2", "12"]) {
      assert.deepEqual(lint(when("s3:*", "NumericLessThan", "s3:TlsVersion", value)), [], value);
    }
  });
});

const grant = (service: string) =>
  policy(
    `{"Effect":"Deny","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"${service}"}}}`,
  );

describe("quick fixes of values", () => {
  const tls = (version: string) => when("s3:*", "StringNotEquals", "s3:TlsVersion", version);
  testFixes([
    ["a number for a name", tls("TLSv1.2"), "condition-value", "Change to 1.2", tls("1.2")],
    [
      "true as requests carry it",
      when("s3:*", "StringEquals", "aws:MultiFactorAuthPresent", "True"),
      "condition-value",
      "Change to true",
      when("s3:*", "StringEquals", "aws:MultiFactorAuthPresent", "true"),
    ],
    ["a number without zeros at its end", tls("1.20"), "condition-value", "Change to 1.2", tls("1.2")],
    [
      "a service its domain",
      grant("ec2"),
      "condition-value",
      "Change to ec2.amazonaws.com",
      grant("ec2.amazonaws.com"),
    ],
  ]);
});
