import assert from "node:assert/strict";
import { RULES } from "../../../src/policy/rules/rules";
import { RESOURCE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { DENY, fix, policy, testFixes } from "./fixCases";
import { getExampleContext } from "./given";
import { language } from "./language";

const rcp = { type: RESOURCE_CONTROL_POLICY };

/** Where nobody but the author knows the remedy, or where the example has nothing that could go. */
const WITHOUT_FIX: ReadonlyMap<string, string> = new Map([
  ["allow-beside-full-access", "which of the two to detach is for its author to say"],
  ["attachment-limit", "no other text makes room at a target"],
  ["empty-list", "its example has one statement alone, and a policy needs one"],
  ["matches-nothing", "its example has one statement alone"],
  ["unused-condition-key", "its example has one statement alone"],
  ["service-linked-role", "its example has one statement alone"],
  ["management-account", "its example has one statement alone"],
  ["policy-size", "its example has no white space to lose"],
  ["newer-grammar", "it is the day that is too early"],
  ["arn-account", "which account is meant?"],
  ["condition-value", "which value is meant?"],
  ["forgeable-key", "a note on what the test is worth"],
  ["guessable-exemption", "which role is meant?"],
  ["unknown-organizational-unit", "its example resembles none"],
  ["deny-everything", "right for a quarantine"],
  ["unlimited-not-action", "a note on what it covers"],
  ["unlimited-not-resource", "a note on what it covers"],
]);

describe("quick fixes", () => {
  for (const rule of RULES) {
    const context = getExampleContext(rule);
    if (WITHOUT_FIX.has(rule.code)) continue;
    it(`${rule.code}: the first fix of its bad example solves it and brings no error`, () => {
      const text = rule.bad;
      const [fixed] = fix(text, rule.code, context).values();
      assert.ok(fixed !== undefined, "no fix");
      const after = language.getProblems(language.parse(fixed), context);
      assert.deepEqual(
        after.filter(({ code, severity }) => code === rule.code || severity === "error").map(({ code }) => code),
        [],
        fixed,
      );
    });
  }

  testFixes([
    [
      "the nearest action, after its service",
      policy('{"Effect":"Deny","Action":["s3:GetObjct","s3:PutObject"],"Resource":"*"}'),
      "unknown-action",
      "Change to GetObject",
      policy('{"Effect":"Deny","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"}'),
    ],
    [
      "an entry less, with its comma",
      policy('{"Effect":"Deny","Action":["s3:GetObjct","s3:PutObject"],"Resource":"*"}'),
      "unknown-action",
      "Remove s3:GetObjct",
      policy('{"Effect":"Deny","Action":["s3:PutObject"],"Resource":"*"}'),
    ],
    [
      "a statement less where its last action goes",
      policy(`{${DENY}}`, '{"Effect":"Deny","Action":"s3:Frobnicate","Resource":"*"}'),
      "unknown-action",
      "Remove s3:Frobnicate",
      policy(`{${DENY}}`),
    ],
    [
      "the nearest start of a wildcard",
      policy('{"Effect":"Deny","Action":"ec2:Desrcibe*","Resource":"*"}'),
      "unmatched-wildcard",
      "Change to Describe*",
      policy('{"Effect":"Deny","Action":"ec2:Describe*","Resource":"*"}'),
    ],
    [
      "a Version at the top, in the layout of the text",
      `{\r\n    "Statement": {${DENY}}\r\n}`,
      "missing-version",
      "Add the Version",
      `{\r\n    "Version": "2012-10-17",\r\n    "Statement": {${DENY}}\r\n}`,
    ],
    [
      "a Resource where it belongs",
      policy('{"Effect":"Deny","Action":"s3:*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}'),
      "missing-element",
      'Add Resource: "*"',
      policy('{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}'),
    ],
    [
      "an Effect in a statement written over lines",
      `{"Version":"2012-10-17","Statement":[\n  {\n    "Action": "s3:*",\n    "Resource": "*"\n  }\n]}`,
      "missing-element",
      'Add Effect: "Deny"',
      `{"Version":"2012-10-17","Statement":[\n  {\n    "Effect": "Deny",\n    "Action": "s3:*",\n    "Resource": "*"\n  }\n]}`,
    ],
    [
      "the zero that an account id in an ARN has lost",
      policy('{"Effect":"Deny","Action":"iam:*","Resource":"arn:aws:iam::12345678901:role/x"}'),
      "arn-account",
      "Change to 012345678901",
      policy('{"Effect":"Deny","Action":"iam:*","Resource":"arn:aws:iam::012345678901:role/x"}'),
    ],
    [
      "an account id written with dashes",
      policy(`{${DENY},"Condition":{"StringEquals":{"aws:PrincipalAccount":"1111-2222-3333"}}}`),
      "condition-value",
      "Change to 111122223333",
      policy(`{${DENY},"Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}}`),
    ],
    [
      "a policy around a statement that stands alone",
      `{\n  "Sid": "A",\n  "Effect": "Deny",\n  "Action": [\n    "s3:*"\n  ],\n  "Resource": "*"\n}\n`,
      "missing-element",
      "Put the statement into a policy",
      `{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Sid": "A",\n      "Effect": "Deny",\n      "Action": [\n        "s3:*"\n      ],\n      "Resource": "*"\n    }\n  ]\n}\n`,
    ],
    [
      "a policy around a statement in one line",
      `{"Effect":"Deny","Action":"s3:*","Resource":"*"}`,
      "missing-element",
      "Put the statement into a policy",
      `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}`,
    ],
    [
      "a Sid of letters and digits",
      policy(`{"Sid":"deny-all s3",${DENY}}`, `{"Sid":"DenyAllS3",${DENY}}`),
      "invalid-sid",
      "Rename deny-all s3 to DenyAllS32",
      policy(`{"Sid":"DenyAllS32",${DENY}}`, `{"Sid":"DenyAllS3",${DENY}}`),
    ],
    [
      "a free Sid",
      policy(`{"Sid":"A",${DENY}}`, `{"Sid":"A",${DENY}}`, `{"Sid":"A2",${DENY}}`),
      "duplicate-sid",
      "Rename A to A3",
      policy(`{"Sid":"A",${DENY}}`, `{"Sid":"A3",${DENY}}`, `{"Sid":"A2",${DENY}}`),
    ],
    [
      "a principal as a condition",
      policy(`{"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::*:role/Ops"},"Action":"s3:*","Resource":"*"}`),
      "scp-principal",
      "Turn NotPrincipal into a condition",
      policy(
        `{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Ops"}}}`,
      ),
    ],
    [
      "accounts as a condition beside everyone",
      policy(`{"Effect":"Deny","Principal":{"AWS":["111122223333"]},"Action":"s3:*","Resource":"*"}`),
      "rcp-principal",
      "Turn Principal into a condition",
      policy(
        `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}}`,
      ),
      rcp,
    ],
    [
      "each service by its name",
      policy('{"Effect":"Deny","Action":["cloudt*:StopLogging","s3:*"],"Resource":"*"}'),
      "wildcard-service",
      "Name each service (1)",
      policy('{"Effect":"Deny","Action":["cloudtrail:StopLogging","s3:*"],"Resource":"*"}'),
    ],
    [
      "another operator to one key alone",
      policy(
        `{${DENY},"Condition":{"StringEquals":{"aws:SourceIp":"203.0.113.0/24","aws:RequestedRegion":"eu-west-1"},"Bool":{"aws:ViaAWSService":"false"}}}`,
      ),
      "operator-type",
      "Change to IpAddress",
      policy(
        `{${DENY},"Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"},"Bool":{"aws:ViaAWSService":"false"},"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}`,
      ),
    ],
    [
      "another operator that is there already",
      policy(
        `{${DENY},"Condition":{"StringNotEquals":{"aws:PrincipalTag/Team":"platform-*"},"StringNotLike":{"aws:PrincipalTag/Stage":"p*"}}}`,
      ),
      "literal-wildcard",
      "Change to StringNotLike",
      policy(
        `{${DENY},"Condition":{"StringNotLike":{"aws:PrincipalTag/Stage":"p*","aws:PrincipalTag/Team":"platform-*"}}}`,
      ),
    ],
    [
      "two tests in one place",
      policy(
        '{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:SourceOrgID":"o-a1b2c3d4e5"}}}',
      ),
      "rcp-source-guard",
      "Add a test of aws:PrincipalIsAWSService",
      policy(
        '{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:SourceOrgID":"o-a1b2c3d4e5"},"Bool":{"aws:PrincipalIsAWSService":"true"},"Null":{"aws:SourceAccount":"false"}}}',
      ),
      rcp,
    ],
    [
      "a Condition less, where its last test goes",
      policy(`{${DENY},"Condition":{"StringEquals":{"aws:RequestedRegion":[]}}}`),
      "empty-condition",
      "Remove the test of aws:RequestedRegion",
      policy(`{${DENY}}`),
    ],
    [
      "the global services as exemptions",
      policy(
        '{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}}',
      ),
      "region-deny-global",
      "Exempt the global services (6)",
      policy(
        '{"Effect":"Deny","NotAction":["iam:*","organizations:*","route53:*","cloudfront:*","sts:*","support:*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}}',
      ),
    ],
    [
      "the one global service that is missing as an exemption",
      policy(
        '{"Effect":"Deny","NotAction":["iam:*","organizations:*","route53:*","cloudfront:*","support:*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}}',
      ),
      "region-deny-global",
      "Exempt the global services (1)",
      policy(
        '{"Effect":"Deny","NotAction":["iam:*","organizations:*","route53:*","cloudfront:*","support:*","sts:*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}}',
      ),
    ],
    [
      "a string out of its list",
      policy('{"Effect":["Deny"],"Action":"s3:*","Resource":"*"}'),
      "wrong-type",
      "Take it out of the list",
      policy('{"Effect":"Deny","Action":"s3:*","Resource":"*"}'),
    ],
    [
      "a statement for each tag, in the place of the one that tests them together",
      policy(
        `{"Sid":"Tags",${DENY},"Condition":{"Null":{"aws:RequestTag/Team":"true","aws:RequestTag/cost-center":"true"},"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}`,
        `{"Sid":"TagsTeam","Effect":"Deny","Action":"ec2:*","Resource":"*"}`,
      ),
      "combined-tag-tests",
      "Write a statement for each tag (2)",
      policy(
        `{"Sid":"TagsTeam2",${DENY},"Condition":{"Null":{"aws:RequestTag/Team":"true"},"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}`,
        `{"Sid":"Tagscostcenter",${DENY},"Condition":{"Null":{"aws:RequestTag/cost-center":"true"},"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}`,
        `{"Sid":"TagsTeam","Effect":"Deny","Action":"ec2:*","Resource":"*"}`,
      ),
    ],
    [
      "a list of statements for tags where there was one, over its lines",
      `{"Version":"2012-10-17","Statement":{\n  ${DENY},\n  "Condition":{"Null":{"aws:RequestTag/Team":"true"},"StringNotEquals":{"aws:RequestTag/Team":"a","aws:RequestTag/Stage":["b","c"]}}\n}}`,
      "combined-tag-tests",
      "Write a statement for each tag (2)",
      `{"Version":"2012-10-17","Statement":[{
  "Effect":"Deny",
  "Action":"s3:*",
  "Resource":"*",
  "Condition":{
    "Null":{
      "aws:RequestTag/Team":"true"
    },
    "StringNotEquals":{
      "aws:RequestTag/Team":"a"
    }
  }
},
{
  "Effect":"Deny",
  "Action":"s3:*",
  "Resource":"*",
  "Condition":{
    "StringNotEquals":{
      "aws:RequestTag/Stage":[
        "b",
        "c"
      ]
    }
  }
}]}`,
    ],
  ]);
});
