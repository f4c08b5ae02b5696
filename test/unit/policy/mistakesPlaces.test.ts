import { SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { DENY, policy, testFixes } from "./fixCases";
import { deny, type Mistake, on, REST, scp, testMistakes } from "./seeded";

const WHOLE = scp(`{"Effect":"Deny",${REST}}`);

const MISTAKES: readonly Mistake[] = [
  [
    "a policy in a resource of CloudFormation",
    `{"Type":"AWS::Organizations::Policy","Properties":{"Name":"a","«Content»":${WHOLE}}}`,
    "wrapped-policy",
  ],
  ["a policy as IAM's answers hold it", `{"«PolicyDocument»":${WHOLE},"VersionId":"v1"}`, "wrapped-policy"],
  [
    "a policy as the answer of describe-policy",
    `{"Policy":{"PolicySummary":{"Id":"p-1"},"«Content»":${JSON.stringify(WHOLE)}}}`,
    "wrapped-policy",
  ],
  ["a policy in a list", `«[»${WHOLE}]`, "wrapped-policy"],
  [
    "an operator beside Condition",
    deny(`${REST},"«StringNotEquals»":{"aws:RequestedRegion":"eu-west-1"}`),
    "unknown-element",
  ],
  ["a key around its operator", on(`"«aws:ViaAWSService»":{"Bool":"false"}`), "unknown-operator"],
  ["a key without an operator", on(`"«aws:ViaAWSService»":"false"`), "unknown-operator"],
  ["no Version, and the statements first", `«{»"Statement":[{"Effect":"Deny",${REST}}]}`, "missing-version"],
  ["a third policy", `${WHOLE}\n«{»"Version":"2012-10-17"} {"Version":"2012-10-17"}`, "second-document"],
  [
    "an Id behind the statements",
    `{"Version":"2012-10-17","Statement":{"Effect":"Deny",${REST}},"«Id»":"guard"}`,
    "id-element",
  ],
  [
    "a Sid of three statements ago",
    scp(
      `[{"Sid":"A","Effect":"Deny",${REST}},{"Sid":"B","Effect":"Deny","Action":"ec2:*","Resource":"*"},{"Sid":"«A»","Effect":"Deny","Action":"sqs:*","Resource":"*"}]`,
    ),
    "duplicate-sid",
  ],
  [
    "a wildcard for the end of a service",
    deny(`"Action":["s3:*","«route53*»:Delete*"],"Resource":"*"`),
    "wildcard-service",
  ],
  [
    "a service-linked role by its name",
    on(`"StringLike":{"aws:PrincipalArn":"«arn:aws:iam::*:role/aws-service-role/guardduty.amazonaws.com/*»"}`),
    "service-linked-role",
  ],
];

describe("seeded mistakes of place", () => testMistakes(SERVICE_CONTROL_POLICY, MISTAKES));

const when = (rest: string) => policy(`{${DENY},${rest}}`);
const MET = '"Condition":{"Bool":{"aws:ViaAWSService":"false"}}';

describe("quick fixes of places", () => {
  testFixes([
    ["the policy alone", `{"PolicyDocument":${WHOLE}}`, "wrapped-policy", "Take the policy out", WHOLE],
    [
      "the policy out of an answer",
      `{"Policy":{"Content":${JSON.stringify(WHOLE)}}}`,
      "wrapped-policy",
      "Take the policy out",
      WHOLE,
    ],
    ["the policy out of a list", `[${WHOLE}]`, "wrapped-policy", "Take the policy out", WHOLE],
    [
      "the policy in its own layout",
      `{\n  "PolicyDocument": {\n    "Version": "2012-10-17",\n    "Statement": []\n  }\n}`,
      "wrapped-policy",
      "Take the policy out",
      `{\n  "Version": "2012-10-17",\n  "Statement": []\n}`,
    ],
    [
      "an operator its Condition",
      when('"Bool":{"aws:ViaAWSService":"false"}'),
      "unknown-element",
      "Move Bool into Condition",
      when(MET),
    ],
    [
      "an operator its place in the Condition",
      when('"Null":{"aws:SourceVpce":"false"},"Condition":{"Bool":{"aws:ViaAWSService":"false"}}'),
      "unknown-element",
      "Move Null into Condition",
      when('"Condition":{"Bool":{"aws:ViaAWSService":"false"},"Null":{"aws:SourceVpce":"false"}}'),
    ],
    [
      "key and operator each the other's place",
      when('"Condition":{"aws:ViaAWSService":{"Bool":"false"}}'),
      "unknown-operator",
      "Put aws:ViaAWSService into the operator",
      when(MET),
    ],
    [
      "an operator to a key without one",
      when('"Condition":{"aws:RequestedRegion":"eu-west-1"}'),
      "unknown-operator",
      "Put aws:RequestedRegion into the operator",
      when('"Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}'),
    ],
  ]);
});
