import assert from "node:assert/strict";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { fix, testFixes } from "./fixCases";
import { language, lint } from "./language";
import { deny, type Mistake, on, rcpOn, scp, testMistakes } from "./seeded";

const VIA = '"Bool":{"aws:ViaAWSService":"false"}';
const of = (action: string, condition: string) =>
  deny(`"Action":"${action}","Resource":"*","Condition":{${condition}}`);
const instance = (condition: string) =>
  deny(`"Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*","Condition":{${condition}}`);

const OTHERS = '"StringNotEqualsIfExists":{"aws:SourceOrgID":"o-a1b2c3d4e5"}';

/** What is wrong only with tests that stand in one statement. */
const SCP_MISTAKES: readonly Mistake[] = [
  // Requirements
  [
    "instance type and metadata service",
    instance('"StringNotEquals":{"ec2:InstanceType":"t3.micro","«ec2:MetadataHttpTokens»":"required"}'),
    "combined-requirements",
  ],
  [
    "Region and instance type",
    instance('"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"},"StringNotLike":{"«ec2:InstanceType»":"t3.*"}'),
    "combined-requirements",
  ],
  [
    "a wrong type and a missing tag",
    instance('"StringNotLike":{"ec2:InstanceType":"t3.*"},"Null":{"«aws:RequestTag/Team»":"true"}'),
    "combined-requirements",
  ],
  [
    "encryption by KMS and the key",
    of(
      "s3:PutObject",
      '"StringNotEquals":{"s3:x-amz-server-side-encryption":"aws:kms","«s3:x-amz-server-side-encryption-aws-kms-key-id»":"arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"}',
    ),
    "combined-requirements",
  ],
  [
    "engine and class of a database",
    of(
      "rds:CreateDBInstance",
      '"StringNotEquals":{"rds:DatabaseEngine":"postgres"},"StringNotLike":{"«rds:DatabaseClass»":"db.t4g.*"}',
    ),
    "combined-requirements",
  ],
  [
    "engine and encryption of a database",
    of(
      "rds:CreateDBInstance",
      '"StringNotEquals":{"rds:DatabaseEngine":"postgres"},"Bool":{"«rds:StorageEncrypted»":"false"}',
    ),
    "combined-requirements",
  ],
  [
    "subnets and security groups of a function",
    of(
      "lambda:CreateFunction",
      '"ForAllValues:StringNotEquals":{"lambda:SubnetIds":"subnet-0a1b2c3d","«lambda:SecurityGroupIds»":"sg-0a1b2c3d"}',
    ),
    "combined-requirements",
  ],
  [
    "subnets and security groups of a training job, missing",
    of(
      "sagemaker:CreateTrainingJob",
      '"Null":{"sagemaker:VpcSubnets":"true","«sagemaker:VpcSecurityGroupIds»":"true"}',
    ),
    "combined-requirements",
  ],
  [
    "encryption on the way and its version",
    on('"Bool":{"aws:SecureTransport":"false"},"NumericLessThan":{"«s3:TlsVersion»":"1.2"}'),
    "combined-requirements",
  ],
  [
    "the metadata service and its hops",
    instance(
      '"StringNotEquals":{"ec2:MetadataHttpTokens":"required"},"NumericGreaterThan":{"«ec2:MetadataHttpPutResponseHopLimit»":"2"}',
    ),
    "combined-requirements",
  ],
  // Exemptions
  [
    "an account and a role in it",
    on(
      '"StringNotEquals":{"aws:PrincipalAccount":"111122223333"},"ArnNotLike":{"«aws:PrincipalArn»":"arn:aws:iam::111122223333:role/Admin"}',
    ),
    "covered-exemption",
  ],
  [
    "an organization and an OU in it",
    on(
      '"StringNotEquals":{"aws:ResourceOrgID":"o-a1b2c3d4e5"},"ForAllValues:StringNotLike":{"«aws:ResourceOrgPaths»":"o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"}',
    ),
    "covered-exemption",
  ],
  [
    "the Region twice",
    of("ec2:*", '"StringNotEquals":{"aws:RequestedRegion":["eu-west-1","eu-west-2"],"«ec2:Region»":"eu-west-1"}'),
    "covered-exemption",
  ],
  [
    "the account of a resource twice",
    on('"StringNotEquals":{"«s3:ResourceAccount»":"111122223333","aws:ResourceAccount":"111122223333"}'),
    "covered-exemption",
  ],
  [
    "a private address and a VPC",
    on(
      `"NotIpAddress":{"«aws:VpcSourceIp»":"10.1.0.0/16"},"StringNotEquals":{"aws:SourceVpc":"vpc-0a1b2c3d4e5f60718"},${VIA}`,
    ),
    "private-exemption",
  ],
  ["a private address alone", on(`"NotIpAddress":{"«aws:VpcSourceIp»":"10.1.0.0/16"},${VIA}`), "private-exemption"],
  [
    "a private address and an office's",
    on(`"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24","«aws:VpcSourceIp»":"10.1.0.0/16"},${VIA}`),
    "private-exemption",
  ],
  // Tests that exclude each other
  [
    "a Region by name and others by pattern",
    on('"StringEquals":{"aws:RequestedRegion":"us-east-1"},"StringLike":{"«aws:RequestedRegion»":"eu-*"}'),
    "exclusive-tests",
  ],
  [
    "a role by ARN and another by pattern",
    on(
      '"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Dev"},"StringLike":{"«aws:PrincipalArn»":"arn:aws:iam::*:role/Ops*"}',
    ),
    "exclusive-tests",
  ],
  [
    "an account, and not that account",
    on(
      '"StringEquals":{"aws:PrincipalAccount":"111122223333"},"StringNotEquals":{"«aws:PrincipalAccount»":"111122223333"}',
    ),
    "exclusive-tests",
  ],
  [
    "a missing tag, and its value",
    instance('"Null":{"aws:RequestTag/Stage":"true"},"StringEquals":{"«aws:RequestTag/Stage»":"prod"}'),
    "exclusive-tests",
  ],
  [
    "before a window, and after it",
    on(
      '"DateLessThan":{"aws:CurrentTime":"2026-12-24T00:00:00Z"},"DateGreaterThan":{"«aws:CurrentTime»":"2027-01-02T00:00:00Z"}',
    ),
    "exclusive-tests",
  ],
  [
    "too small, and too large",
    deny(
      '"Action":"ec2:CreateVolume","Resource":"arn:aws:ec2:*:*:volume/*","Condition":{"NumericGreaterThan":{"ec2:VolumeSize":"100"},"NumericLessThan":{"«ec2:VolumeSize»":"10"}}',
    ),
    "exclusive-tests",
  ],
  [
    "an address of the internet and a VPC endpoint",
    on('"IpAddress":{"aws:SourceIp":"203.0.113.0/24"},"StringEquals":{"«aws:SourceVpce»":"vpce-0a1b2c3d4e5f60718"}'),
    "exclusive-tests",
  ],
  [
    "a public and a private address",
    scp(
      '{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:VpcSourceIp":"10.1.0.0/16","«aws:SourceIp»":"203.0.113.0/24"}}}',
    ),
    "exclusive-tests",
  ],
  // What is absent compares nothing
  [
    "an endpoint that must be absent, and be another",
    on('"StringNotEquals":{"aws:SourceVpce":"vpce-0a1b2c3d4e5f60718"},"Null":{"aws:SourceVpce":"«true»"}'),
    "inverted-null",
  ],
  [
    "a tag that must be absent, and have other values",
    instance('"StringNotEquals":{"aws:RequestTag/Team":["a","b"]},"Null":{"aws:RequestTag/Team":"«true»"}'),
    "inverted-null",
  ],
  [
    "a session too old that has no age",
    on('"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"},"Null":{"aws:MultiFactorAuthAge":«true»}'),
    "inverted-null",
  ],
];

const RCP_MISTAKES: readonly Mistake[] = [
  [
    "a guard against confused deputies the wrong way round",
    rcpOn(`${OTHERS},"Null":{"aws:SourceAccount":"«true»"},"Bool":{"aws:PrincipalIsAWSService":"true"}`),
    "inverted-null",
  ],
  [
    "such a guard by the key that is compared",
    rcpOn(`${OTHERS},"Null":{"aws:SourceOrgID":["«true»"]},"Bool":{"aws:PrincipalIsAWSService":"true"}`),
    "inverted-null",
  ],
  [
    "such a guard for all but services",
    rcpOn(`${OTHERS},"Null":{"aws:SourceAccount":"false"},"Bool":{"aws:PrincipalIsAWSService":"«false»"}`),
    "exclusive-tests",
  ],
  [
    "an account that a service calls for, where none calls",
    rcpOn('"BoolIfExists":{"aws:PrincipalIsAWSService":"«false»"},"StringEquals":{"aws:SourceAccount":"111122223333"}'),
    "exclusive-tests",
  ],
  ["such a guard that names no services", rcpOn(`${OTHERS},"Null":{"aws:SourceAccount":"«true»"}`), "inverted-null"],
  [
    "an account that a service calls for, and a trail in it",
    rcpOn(
      '"StringNotEquals":{"aws:SourceAccount":"111122223333"},"ArnNotLike":{"«aws:SourceArn»":"arn:aws:cloudtrail:*:111122223333:trail/*"},"Bool":{"aws:PrincipalIsAWSService":"true"},"Null":{"aws:SourceAccount":"false"}',
    ),
    "covered-exemption",
  ],
  [
    "the organization and an OU of it",
    rcpOn(
      '"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"ForAllValues:StringNotLike":{"«aws:PrincipalOrgPaths»":"o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}',
    ),
    "covered-exemption",
  ],
];

describe("mistakes between tests", () => {
  testMistakes(SERVICE_CONTROL_POLICY, SCP_MISTAKES);
  testMistakes(RESOURCE_CONTROL_POLICY, RCP_MISTAKES);
});

describe("tests that stand together", () => {
  it("are all named, with commas before the last", () => {
    const text = instance('"Null":{"aws:RequestTag/A":"true","aws:RequestTag/B":"true","aws:RequestTag/C":"true"}');
    const messages = language.getProblems(language.parse(text)).map((problem) => language.renderMessage(problem));
    assert.match(messages.join(), /only where aws:RequestTag\/A, aws:RequestTag\/B and aws:RequestTag\/C are/);
  });
});

describe("tests that stand together rightly", () => {
  for (const [name, condition] of [
    [
      "a window between two dates",
      '"DateGreaterThan":{"aws:CurrentTime":"2026-12-24T00:00:00Z"},"DateLessThan":{"aws:CurrentTime":"2027-01-02T00:00:00Z"}',
    ],
    [
      "one number at both ends",
      '"NumericLessThanEquals":{"aws:MultiFactorAuthAge":"60"},"NumericGreaterThanEquals":{"aws:MultiFactorAuthAge":"60"}',
    ],
    [
      "an account, and a role in any",
      '"StringNotEquals":{"aws:PrincipalAccount":"111122223333"},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Admin"}',
    ],
    [
      "patterns with a name in common",
      '"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Dev*"},"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*Ops"}',
    ],
    [
      "roles, but one",
      '"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Dev*"},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/DevOps"}',
    ],
    [
      "a private address in one VPC",
      `"StringEquals":{"aws:SourceVpc":"vpc-0a1b2c3d4e5f60718"},"NotIpAddress":{"aws:VpcSourceIp":"10.1.0.0/16"},${VIA}`,
    ],
    [
      "an office or a VPC",
      `"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"},"StringNotEquals":{"aws:SourceVpc":"vpc-0a1b2c3d4e5f60718"},${VIA}`,
    ],
    [
      "the organization or a partner",
      '"StringNotEquals":{"aws:ResourceOrgID":"o-a1b2c3d4e5","aws:ResourceAccount":"111122223333"}',
    ],
  ] as const) {
    it(name, () => {
      assert.deepEqual(lint(on(condition), { type: SERVICE_CONTROL_POLICY }), []);
    });
  }

  it("encryption by S3 itself, or by one key", () => {
    const text = of(
      "s3:PutObject",
      '"StringNotEquals":{"s3:x-amz-server-side-encryption":"AES256","s3:x-amz-server-side-encryption-aws-kms-key-id":"arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"}',
    );
    assert.deepEqual(lint(text), []);
  });

  it("encryption of a database, whose engine is none of several", () => {
    const engines = '"StringNotLike":{"rds:DatabaseEngine":["aurora*","docdb*"]}';
    assert.deepEqual(lint(of("rds:CreateDBInstance", `${engines},"Bool":{"rds:StorageEncrypted":"false"}`)), []);
  });

  it("requirements of two actions, each of which carries one of them", () => {
    const condition = '"StringNotEquals":{"rds:DatabaseEngine":"postgres","s3:x-amz-storage-class":"STANDARD"}';
    assert.deepEqual(
      lint(deny(`"Action":["rds:CreateDBInstance","s3:PutObject"],"Resource":"*","Condition":{${condition}}`)),
      [],
    );
  });
});

describe("what is asked of presence rightly", () => {
  for (const [name, condition] of [
    ["a guard", `${OTHERS},"Null":{"aws:SourceAccount":"false"},"Bool":{"aws:PrincipalIsAWSService":"true"}`],
    ["all but services, whatever the source", `${OTHERS},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}`],
    ["services that name no source", '"Null":{"aws:SourceAccount":"true"},"Bool":{"aws:PrincipalIsAWSService":"true"}'],
    [
      "an organization where an account is named without one",
      '"StringNotEqualsIfExists":{"aws:SourceAccount":"111122223333"},"Null":{"aws:SourceOrgID":"true"},"Bool":{"aws:PrincipalIsAWSService":"true"}',
    ],
  ] as const) {
    it(name, () => {
      const found = lint(rcpOn(condition), { type: RESOURCE_CONTROL_POLICY });
      assert.deepEqual(
        found.filter((problem) => /^(inverted-null|exclusive-tests)/.test(problem)),
        [],
      );
    });
  }
  for (const [name, condition] of [
    ["a tag that is missing", '"Null":{"aws:RequestTag/Team":"true"}'],
    [
      "a tag that is there and wrong",
      '"StringNotEquals":{"aws:RequestTag/Team":"a"},"Null":{"aws:RequestTag/Team":"false"}',
    ],
  ] as const) {
    it(name, () => assert.deepEqual(lint(instance(condition)), []));
  }

  it("is asked of lists that an Allow takes whole", () => {
    const allow = (value: string) =>
      scp(
        `{"Effect":"Allow","Action":"ec2:CreateTags","Resource":"*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["Team"]},"Null":{"aws:TagKeys":"${value}"}}}`,
      );
    assert.deepEqual(lint(allow("false"), { type: SERVICE_CONTROL_POLICY }), []);
    assert.deepEqual(lint(allow("true"), { type: SERVICE_CONTROL_POLICY }), ["inverted-null: true"]);
  });
});

describe("quick fixes of presence", () => {
  const { type } = { type: RESOURCE_CONTROL_POLICY };
  const guard = (value: string) =>
    rcpOn(`${OTHERS},"Null":{"aws:SourceAccount":"${value}"},"Bool":{"aws:PrincipalIsAWSService":"true"}`);
  testFixes([
    ["a guard its right way round", guard("true"), "inverted-null", "Change to false", guard("false"), { type }],
    [
      "a guard those whom it is for",
      rcpOn(`${OTHERS},"Null":{"aws:SourceAccount":"false"},"Bool":{"aws:PrincipalIsAWSService":"false"}`),
      "exclusive-tests",
      "Change to true",
      guard("false"),
      { type },
    ],
    [
      "a test that says it all",
      instance('"StringNotEquals":{"aws:RequestTag/Team":"a"},"Null":{"aws:RequestTag/Team":"true"}'),
      "inverted-null",
      "Remove the test by Null: other values of aws:RequestTag/Team are meant then too",
      instance('"StringNotEquals":{"aws:RequestTag/Team":"a"}'),
    ],
    [
      "a test that says it all, of values that are named",
      instance('"StringEqualsIfExists":{"aws:RequestTag/Team":"a"},"Null":{"aws:RequestTag/Team":"true"}'),
      "inverted-null",
      "Remove the test by Null: the named values of aws:RequestTag/Team are meant then too",
      instance('"StringEqualsIfExists":{"aws:RequestTag/Team":"a"}'),
    ],
    [
      "absence alone, as it is",
      instance(
        '"ForAllValues:StringEquals":{"aws:TagKeys":"a","aws:RequestTag/Team":"a"},"Null":{"aws:TagKeys":"true"}',
      ),
      "inverted-null",
      "Remove the test by ForAllValues:StringEquals: it compares nothing",
      instance('"ForAllValues:StringEquals":{"aws:RequestTag/Team":"a"},"Null":{"aws:TagKeys":"true"}'),
    ],
  ]);

  it("say which values a statement would come to mean, in its message too", () => {
    const say = (operator: string) => {
      const text = instance(`"${operator}":{"aws:RequestTag/Team":"a"},"Null":{"aws:RequestTag/Team":"true"}`);
      const problem = language.getProblems(language.parse(text)).find(({ code }) => code === "inverted-null");
      return problem && language.renderMessage(problem);
    };
    assert.match(say("StringNotEquals") ?? "", /so that other values are not meant\./);
    assert.match(
      say("StringEqualsIfExists") ?? "",
      /StringEqualsIfExists compares nothing then, so that the values it/,
    );
  });

  it("are none that take a test away where the source was to be there", () => {
    assert.deepEqual([...fix(guard("true"), "inverted-null", { type }).keys()], ["Change to false"]);
  });
});
