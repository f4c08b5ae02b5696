import assert from "node:assert/strict";
import { DENY, fix, type FixCase, policy, testFixes } from "./fixCases";
import { language } from "./language";

/** Fixes that tell from what is written what was meant. */
describe("quick fixes by what was meant", () => {
  it("change no value into one that stands beside it", () => {
    const values = '["public-read","public-write"]';
    const text = policy(
      `{${DENY.replace("s3:*", "s3:PutObject")},"Condition":{"StringEquals":{"s3:x-amz-acl":${values}}}}`,
    );
    assert.deepEqual([...fix(text, "condition-value").keys()], ["Remove public-write"]);
  });

  it("put no number in quotes that is no ARN then either", () => {
    assert.equal(fix(policy('{"Effect":"Deny","Action":"s3:*","Resource":1}'), "wrong-type").size, 0);
  });

  it("take no element away that the statement would then lack", () => {
    const text = policy('{"Effect":"Deny","Actions":"s3:*","Resource":"*"}');
    assert.deepEqual([...fix(text, "unknown-element").keys()], ["Change to Action"]);
  });

  it("take no test away that exempts everyone: the Deny would then reach everyone", () => {
    const text = policy(`{${DENY},"Condition":{"NotIpAddress":{"aws:SourceIp":"0.0.0.0/0"}}}`);
    assert.equal(fix(text, "always-met").size, 0);
  });

  it("let no test go that still says that its key is there", () => {
    const on = (condition: string) => policy(`{${DENY},"Condition":{${condition}}}`);
    const title = "Ask only that aws:SourceIp is there";
    const both = '"Bool":{"aws:MultiFactorAuthPresent":["true","false"]}';
    const range = '"IpAddress":{"aws:SourceIp":["0.0.0.0/0","::/0"]}';
    assert.equal(fix(on('"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}'), "always-met").size, 0);
    assert.equal(fix(on(range), "always-met").get(title), on('"Null":{"aws:SourceIp":"false"}'));
    assert.equal(
      fix(on(`"Null":{"aws:userid":"true"},${range}`), "always-met").get(title),
      on('"Null":{"aws:userid":"true","aws:SourceIp":"false"}'),
    );
    assert.deepEqual([...fix(on(both), "always-met").keys()], ["Ask only that aws:MultiFactorAuthPresent is there"]);
    assert.deepEqual(
      [...fix(on(both.replace("Bool", "BoolIfExists")), "always-met")],
      [["Remove the test of aws:MultiFactorAuthPresent", policy(`{${DENY}}`)]],
    );
  });

  it("deny not all that is encrypted", () => {
    const text = policy(`{${DENY},"Condition":{"Bool":{"aws:SecureTransport":"true"}}}`);
    assert.deepEqual([...fix(text, "always-met").keys()], ["Change to false"]);
  });

  it("change no action into one that is listed", () => {
    const text = policy('{"Effect":"Deny","Action":["s3:HeadObject","s3:GetObject"],"Resource":"*"}');
    assert.deepEqual([...fix(text, "unknown-action").keys()], ["Remove s3:HeadObject"]);
  });

  it("leave a test that keeps a Deny from everyone", () => {
    const never = `{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/aws-service-role/*"}}}`;
    assert.equal(fix(policy(never), "service-linked-role").size, 0);
    assert.deepEqual([...fix(policy(never, `{${DENY}}`), "service-linked-role").keys()], ["Remove the statement"]);
    const unused = `{"Effect":"Deny","Action":"iam:CreateRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}}`;
    assert.equal(fix(policy(unused), "unused-condition-key").size, 0);
    const always = unused.replace("StringEquals", "StringNotEquals");
    assert.deepEqual(
      [...fix(policy(always), "unused-condition-key").keys()],
      ["Remove the test of iam:PassedToService"],
    );
  });

  it("add no resources of a whole kind as the one remedy", () => {
    const text = policy(
      '{"Effect":"Deny","Action":"lambda:DeleteFunction","Resource":"arn:aws:lambda:*:*:layer:prod"}',
    );
    const document = language.parse(text);
    const [problem] = language.getProblems(document);
    assert.ok(problem);
    assert.deepEqual(
      language.getFixes(document, problem).map(({ isPreferred }) => isPreferred),
      [false],
    );
  });

  for (const [written, nearest] of [
    ["SCP", "SERVICE_CONTROL_POLICY"],
    ["rcp", "RESOURCE_CONTROL_POLICY"],
  ] as const) {
    it(`give the policy type for ${written}`, () => {
      const on = (value: string) =>
        policy(
          `{"Effect":"Deny","Action":"organizations:DetachPolicy","Resource":"*","Condition":{"StringEquals":{"organizations:PolicyType":"${value}"}}}`,
        );
      assert.equal(fix(on(written), "condition-value").get(`Change to ${nearest}`), on(nearest));
    });
  }

  testFixes([
    [
      "the text without the quotes that were pasted with it",
      policy('{"Effect":"Deny","Action":"s3:*","Resource":"“*”"}'),
      "look-alike-character",
      "Write plain signs (2)",
      policy('{"Effect":"Deny","Action":"s3:*","Resource":"*"}'),
    ],
    ...(
      [
        ["the encryption by KMS", "s3:PutObject", "s3:x-amz-server-side-encryption", "SSE-KMS", "aws:kms"],
        ["what is switched on", "sagemaker:CreateNotebookInstance", "sagemaker:RootAccess", "true", "Enabled"],
        [
          "the organization out of its ARN",
          "s3:*",
          "aws:ResourceOrgID",
          "arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5",
          "o-a1b2c3d4e5",
        ],
      ] as const
    ).map(([name, action, key, before, after]): FixCase => {
      const on = (value: string) =>
        policy(
          `{"Effect":"Deny","Action":"${action}","Resource":"*","Condition":{"StringNotEquals":{"${key}":"${value}"}}}`,
        );
      return [name, on(before), "condition-value", `Change to ${after}`, on(after)];
    }),
    ...(
      [
        ["a topic by its name alone", "sns:DeleteTopic", "arn:aws:sns:*:*:topic/alerts", "arn:aws:sns:*:*:alerts"],
        [
          "the kind of resource before its name",
          "cloudtrail:StopLogging",
          "arn:aws:cloudtrail:*:*:org",
          "arn:aws:cloudtrail:*:*:trail/org",
        ],
        [
          "the slash that names of log groups begin with",
          "logs:DeleteLogGroup",
          "arn:aws:logs:*:*:log-group/aws/lambda/*",
          "arn:aws:logs:*:*:log-group:/aws/lambda/*",
        ],
        [
          "a model that is nobody's",
          "bedrock:InvokeModel",
          "arn:aws:bedrock:*:111122223333:foundation-model/amazon.*",
          "arn:aws:bedrock:*::foundation-model/amazon.*",
        ],
      ] as const
    ).map(([name, action, before, after]): FixCase => {
      const on = (arn: string) => policy(`{"Effect":"Deny","Action":"${action}","Resource":"${arn}"}`);
      return [name, on(before), "action-resource", `Change to ${after}`, on(after)];
    }),
    [
      "the end that AWS chooses for the ARN of a secret",
      policy('{"Effect":"Deny","Action":"secretsmanager:*","Resource":"arn:aws:secretsmanager:*:*:secret:db"}'),
      "malformed-arn",
      "Change to arn:aws:secretsmanager:*:*:secret:db-??????",
      policy('{"Effect":"Deny","Action":"secretsmanager:*","Resource":"arn:aws:secretsmanager:*:*:secret:db-??????"}'),
    ],
    [
      "the partition of the Region",
      policy('{"Effect":"Deny","Action":"sqs:*","Resource":"arn:aws:sqs:cn-north-1:111122223333:jobs"}'),
      "arn-region",
      "Change to arn:aws-cn:sqs:cn-north-1:111122223333:jobs",
      policy('{"Effect":"Deny","Action":"sqs:*","Resource":"arn:aws-cn:sqs:cn-north-1:111122223333:jobs"}'),
    ],
    [
      "the partition by what people call it",
      policy('{"Effect":"Deny","Action":"iam:*","Resource":"arn:aws-govcloud:iam::*:role/Ops"}'),
      "arn-partition",
      "Change to aws-us-gov",
      policy('{"Effect":"Deny","Action":"iam:*","Resource":"arn:aws-us-gov:iam::*:role/Ops"}'),
    ],
    [
      "Null without IfExists",
      policy(`{${DENY},"Condition":{"NullIfExists":{"aws:PrincipalTag/Team":"true"}}}`),
      "unknown-operator",
      "Change to Null",
      policy(`{${DENY},"Condition":{"Null":{"aws:PrincipalTag/Team":"true"}}}`),
    ],
    [
      "the service of an endpoint",
      policy('{"Effect":"Deny","Action":"bedrock-runtime:InvokeModel","Resource":"*"}'),
      "unknown-service",
      "Change to bedrock",
      policy('{"Effect":"Deny","Action":"bedrock:InvokeModel","Resource":"*"}'),
    ],
    [
      "the letter beneath its mark in a Sid",
      policy(`{"Sid":"Überwachung groß",${DENY}}`),
      "invalid-sid",
      "Rename Überwachung groß to UberwachungGross",
      policy(`{"Sid":"UberwachungGross",${DENY}}`),
    ],
    [
      "the ARN of a role for its name",
      policy(`{${DENY},"Condition":{"ArnNotLike":{"aws:PrincipalArn":"BreakGlass"}}}`),
      "malformed-arn",
      "Change to arn:aws:iam::*:role/BreakGlass",
      policy(`{${DENY},"Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/BreakGlass"}}}`),
    ],
    [
      "the path of Identity Center for a session of it",
      policy(
        `{${DENY},"Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:sts::*:assumed-role/AWSReservedSSO_Ops_*/*"}}}`,
      ),
      "principal-arn",
      "Change to arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Ops_*",
      policy(
        `{${DENY},"Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Ops_*"}}}`,
      ),
    ],
    [
      "the slash and the star that a path ends with",
      policy(
        `{${DENY},"Condition":{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12/ou-ab12-11111111"}}}`,
      ),
      "condition-value",
      "Change to o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*",
      policy(
        `{${DENY},"Condition":{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"}}}`,
      ),
    ],
    [
      "a tag's key in the singular",
      policy(`{${DENY},"Condition":{"StringNotEquals":{"aws:PrincipalTags/Admin":"true"}}}`),
      "unknown-condition-key",
      "Change to aws:PrincipalTag/Admin",
      policy(`{${DENY},"Condition":{"StringNotEquals":{"aws:PrincipalTag/Admin":"true"}}}`),
    ],
    [
      "the bucket beside its objects, not every bucket",
      policy('{"Effect":"Deny","Action":["s3:GetObject","s3:ListBucket"],"Resource":"arn:aws:s3:::logs/*"}'),
      "action-resource",
      "Add arn:aws:s3:::logs to the resources",
      policy(
        '{"Effect":"Deny","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::logs/*","arn:aws:s3:::logs"]}',
      ),
    ],
    [
      "the objects of a bucket beside it",
      policy('{"Effect":"Deny","Action":["s3:ListBucket","s3:GetObject"],"Resource":["arn:aws:s3:::logs"]}'),
      "action-resource",
      "Add arn:aws:s3:::logs/* to the resources",
      policy(
        '{"Effect":"Deny","Action":["s3:ListBucket","s3:GetObject"],"Resource":["arn:aws:s3:::logs","arn:aws:s3:::logs/*"]}',
      ),
    ],
    [
      "the colon that a function has for a slash",
      policy('{"Effect":"Deny","Action":"lambda:DeleteFunction","Resource":"arn:aws:lambda:*:*:function/pay-*"}'),
      "action-resource",
      "Change to arn:aws:lambda:*:*:function:pay-*",
      policy('{"Effect":"Deny","Action":"lambda:DeleteFunction","Resource":"arn:aws:lambda:*:*:function:pay-*"}'),
    ],
    [
      "the only version for a number",
      `{"Version":2012,"Statement":{${DENY}}}`,
      "wrong-type",
      "Change to 2012-10-17",
      `{"Version":"2012-10-17","Statement":{${DENY}}}`,
    ],
    [
      "the sign and the zone that a date lacks",
      policy(`{${DENY},"Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-12-01 08:00:00"}}}`),
      "condition-value",
      "Change to 2026-12-01T08:00:00Z",
      policy(`{${DENY},"Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-12-01T08:00:00Z"}}}`),
    ],
    [
      "a range for an address with a star",
      policy(`{${DENY},"Condition":{"IpAddress":{"aws:SourceIp":"203.0.*.*"}}}`),
      "condition-value",
      "Change to 203.0.0.0/16",
      policy(`{${DENY},"Condition":{"IpAddress":{"aws:SourceIp":"203.0.0.0/16"}}}`),
    ],
    [
      "the path of a role of Identity Center",
      policy(`{${DENY},"Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/AWSReservedSSO_Ops_*"}}}`),
      "principal-arn",
      "Change to arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Ops_*",
      policy(
        `{${DENY},"Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Ops_*"}}}`,
      ),
    ],
    [
      "a statement for each requirement",
      policy(
        `{"Sid":"Launch",${DENY},"Condition":{"StringNotEquals":{"ec2:InstanceType":"t3.micro","ec2:MetadataHttpTokens":"required"},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Ops"}}}`.replace(
          "s3:*",
          "ec2:RunInstances",
        ),
      ),
      "combined-requirements",
      "Write a statement for each test (2)",
      policy(
        ...["InstanceType", "MetadataHttpTokens"].map((key, at) =>
          `{"Sid":"Launch${key}",${DENY},"Condition":{"StringNotEquals":{"ec2:${key}":"${["t3.micro", "required"][at]}"},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Ops"}}}`.replace(
            "s3:*",
            "ec2:RunInstances",
          ),
        ),
      ),
    ],
    [
      "a statement for each test of one key, named by the operators",
      policy(
        `{"Sid":"Regions",${DENY},"Condition":{"StringEquals":{"aws:RequestedRegion":"us-east-1"},"StringLike":{"aws:RequestedRegion":"eu-*"}}}`,
      ),
      "exclusive-tests",
      "Write a statement for each test (2)",
      policy(
        `{"Sid":"RegionsStringEquals",${DENY},"Condition":{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}}`,
        `{"Sid":"RegionsStringLike",${DENY},"Condition":{"StringLike":{"aws:RequestedRegion":"eu-*"}}}`,
      ),
    ],
    [
      "a statement for the account and one for the role in it",
      policy(
        `{${DENY},"Condition":{"StringNotEquals":{"aws:PrincipalAccount":"111122223333"},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/Admin"}}}`,
      ),
      "covered-exemption",
      "Write a statement for each test (2)",
      policy(
        `{${DENY},"Condition":{"StringNotEquals":{"aws:PrincipalAccount":"111122223333"}}}`,
        `{${DENY},"Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/Admin"}}}`,
      ),
    ],
    [
      "a statement for the private address and one for its VPC",
      policy(
        `{${DENY},"Condition":{"NotIpAddress":{"aws:VpcSourceIp":"10.1.0.0/16"},"StringNotEquals":{"aws:SourceVpc":"vpc-0a1b2c3d4e5f60718"},"Bool":{"aws:ViaAWSService":"false"}}}`,
      ),
      "private-exemption",
      "Write a statement for each test (2)",
      policy(
        `{${DENY},"Condition":{"NotIpAddress":{"aws:VpcSourceIp":"10.1.0.0/16"},"Bool":{"aws:ViaAWSService":"false"}}}`,
        `{${DENY},"Condition":{"StringNotEquals":{"aws:SourceVpc":"vpc-0a1b2c3d4e5f60718"},"Bool":{"aws:ViaAWSService":"false"}}}`,
      ),
    ],
  ]);
});
