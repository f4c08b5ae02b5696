import assert from "node:assert/strict";
import { accept, complete, getLabels } from "./caret";
import { TECHCORP } from "./techCorp";

const resource = (inside: string, action = `"Action":"ec2:RunInstances"`) =>
  `{"Statement":[{${action},"Resource":${inside}}]}`;
const S3 = `"Action":["s3:GetObject","s3:ListBucket"]`;
const IAM = `"Action":"iam:AttachRolePolicy"`;
const ORG = `"Action":"organizations:MoveAccount"`;

describe("completion of resources", () => {
  for (const [name, before, label, after] of [
    ["a whole ARN", resource(`"|"`, IAM), "arn:aws:iam::*:role/*", resource(`"arn:aws:iam::*:role/*"`, IAM)],
    [
      "a whole ARN half typed, in a list",
      resource(`["arn:aws:s|"]`, S3),
      "arn:aws:s3:::*/*",
      resource(`["arn:aws:s3:::*/*"]`, S3),
    ],
    ["a whole ARN without quotes", resource("|", S3), "arn:aws:s3:::*", resource(` "arn:aws:s3:::*"`, S3)],
    ["the start of an ARN", resource(`"|"`), "arn:aws:", resource(`"arn:aws:"`)],
    ["a partition", resource(`"arn:|"`), "aws", resource(`"arn:aws:"`)],
    ["a partition in place of another", resource(`"arn:a|ws:s3:::x"`), "aws-cn", resource(`"arn:aws-cn:s3:::x"`)],
    ["a service of the actions", resource(`"arn:aws:|"`), "ec2", resource(`"arn:aws:ec2:"`)],
    ["a service whose ARNs have no Region", resource(`"arn:aws:|"`, IAM), "iam", resource(`"arn:aws:iam::"`, IAM)],
    ["a service whose ARNs may have both", resource(`"arn:aws:|"`, S3), "s3", resource(`"arn:aws:s3:"`, S3)],
    ["the same with the empty parts", resource(`"arn:aws:|"`, S3), "s3:::", resource(`"arn:aws:s3:::"`, S3)],
    ["every Region", resource(`"arn:aws:ec2:|"`), "*", resource(`"arn:aws:ec2:*:"`)],
    ["a Region", resource(`"arn:aws:ec2:ireland|"`), "eu-west-1", resource(`"arn:aws:ec2:eu-west-1:"`)],
    [
      "a Region in place of another",
      resource(`"arn:aws:ec2:us|-east-1:*:instance/*"`),
      "us-west-2",
      resource(`"arn:aws:ec2:us-west-2:*:instance/*"`),
    ],
    ["no Region", resource(`"arn:aws:iam:|"`, IAM), "(no Region)", resource(`"arn:aws:iam::"`, IAM)],
    ["every account", resource(`"arn:aws:ec2:*:|"`), "*", resource(`"arn:aws:ec2:*:*:"`)],
    [
      "an account by its name",
      resource(`"arn:aws:ec2:*:web|"`),
      "210987654321",
      resource(`"arn:aws:ec2:*:210987654321:"`),
    ],
    ["AWS's own", resource(`"arn:aws:iam::|"`, IAM), "aws", resource(`"arn:aws:iam::aws:"`, IAM)],
    [
      "a resource of the action's type",
      resource(`"arn:aws:ec2:*:*:|"`),
      "instance/*",
      resource(`"arn:aws:ec2:*:*:instance/*"`),
    ],
    [
      "a resource behind an open quote",
      resource(`"arn:aws:ec2:*:*:inst|\n`),
      "instance/*",
      resource(`"arn:aws:ec2:*:*:instance/*"\n`),
    ],
    [
      "a role that policies name",
      resource(`"arn:aws:iam::*:role/|"`, IAM),
      TECHCORP.organization.roles[0]?.arn.split(":")[5] ?? "",
      resource(`"${TECHCORP.organization.roles[0]?.arn}"`, IAM),
    ],
    [
      "an OU of the organization, by its name",
      resource(`"arn:aws:organizations::100200300400:produ|"`, ORG),
      "ou/o-techcorp42/ou-tc01-prod4kx7",
      resource(`"arn:aws:organizations::100200300400:ou/o-techcorp42/ou-tc01-prod4kx7"`, ORG),
    ],
  ] as const) {
    it(`writes ${name}`, () => assert.equal(accept(before, label, TECHCORP), after));
  }

  it("offers the types that all of the actions work on first, and says of how many the others are", () => {
    const items = complete(resource(`"|"`, `"Action":["ec2:StartInstances","ec2:StopInstances","ec2:DeleteVolume"]`));
    const instance = items.find(({ label }) => label.endsWith(":instance/*"));
    const volume = items.find(({ label }) => label.endsWith(":volume/*"));
    assert.match(instance?.detail ?? "", /^instance, 2 of 3 actions$/);
    assert.match(volume?.detail ?? "", /^volume, 1 of 3 actions$/);
    assert.ok((instance?.sortText ?? "") < (volume?.sortText ?? ""));
  });

  it("knows a service's types even where the actions do not tell", () => {
    const labels = getLabels(resource(`"arn:aws:lambda:*:*:|"`, `"NotAction":"s3:*"`));
    assert.ok(labels.includes("function:*") && labels.includes("layer:*"));
    assert.ok(getLabels(resource(`"arn:aws:|"`, `"Action":"*"`)).includes("cloudtrail"));
  });

  it("goes on after each part", () => {
    for (const marked of [resource(`"arn:|"`), resource(`"arn:aws:|"`), resource(`"arn:aws:ec2:|"`)]) {
      assert.equal(complete(marked)[0]?.continues, true);
    }
  });

  it("keeps to the organization's partition", () => {
    const china = { organization: { ...TECHCORP.organization, partition: "aws-cn" } };
    assert.ok(getLabels(resource(`"|"`, S3), china).includes("arn:aws-cn:s3:::*/*"));
    assert.ok(getLabels(resource(`"arn:aws-us-gov:ec2:|"`)).includes("us-gov-west-1"));
    assert.ok(!getLabels(resource(`"arn:aws-us-gov:ec2:|"`)).includes("us-east-1"));
  });

  it("puts what is listed or covered already last", () => {
    const labels = getLabels(resource(`["arn:aws:s3:::*/*","|"]`, S3));
    assert.equal(labels.at(-1), "arn:aws:s3:::*/*");
  });

  it("offers the same for NotResource, in an RCP too", () => {
    const marked = `{"Statement":[{"Principal":"*",${S3},"NotResource":["|"]}]}`;
    assert.ok(getLabels(marked).includes("arn:aws:s3:::*"));
  });
});
