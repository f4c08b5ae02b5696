import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { deny, type Mistake, on, rcp, rcpOn, REST, scp, testMistakes } from "./seeded";

const allow = (rest: string) => scp(`{"Effect":"Allow",${rest}}`);
const ec2 = (condition: string) =>
  deny(`"Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*","Condition":{${condition}}`);
const VIA = `"BoolIfExists":{"aws:ViaAWSService":"false"}`;

const SCP_MISTAKES: readonly Mistake[] = [
  ["no key at all", on(`"StringEquals":{"«»":"x"}`), "unknown-condition-key"],
  [
    "every address as exemption",
    on(`"NotIpAddress":{"aws:SourceIp":["203.0.113.0/24","«0.0.0.0/0»"]},${VIA}`),
    "always-met",
  ],
  ["every IPv6 address", on(`"IpAddress":{"aws:SourceIp":"«::/0»"}`), "always-met"],
  [
    "a tag of an action that takes none",
    deny(`"Action":"s3:PutObject","Resource":"*","Condition":{"Null":{"«aws:RequestTag/Team»":"true"}}`),
    "unused-condition-key",
  ],
  // Operator and key
  ["address under a text operator", on(`"«StringEquals»":{"aws:SourceIp":"203.0.113.0/24"}`), "operator-type"],
  ["Region under a number operator", on(`"«NumericEquals»":{"aws:RequestedRegion":"1"}`), "operator-type"],
  ["Region under an address operator", on(`"«IpAddress»":{"aws:RequestedRegion":"10.0.0.0/8"}`), "operator-type"],
  ["account under an ARN operator", on(`"«ArnLike»":{"aws:PrincipalAccount":"111122223333"}`), "operator-type"],
  ["ARN under an address operator", on(`"«NotIpAddress»":{"aws:PrincipalArn":"203.0.113.0/24"}`), "operator-type"],
  ["date under a text operator", on(`"«StringEquals»":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}`), "operator-type"],
  ["boolean under a number operator", on(`"«NumericEquals»":{"aws:SecureTransport":"1"}`), "operator-type"],
  ["number under a boolean operator", on(`"«Bool»":{"aws:MultiFactorAuthAge":"true"}`), "operator-type"],
  ["text under a boolean operator", on(`"«BoolIfExists»":{"aws:RequestedRegion":"true"}`), "operator-type"],
  [
    "service's number under an address operator",
    ec2(`"«IpAddress»":{"ec2:MetadataHttpPutResponseHopLimit":"10.0.0.0/8"}`),
    "operator-type",
  ],
  [
    "ForAllValues on one value",
    on(`"«ForAllValues:StringEquals»":{"aws:RequestedRegion":"eu-west-1"}`),
    "set-operator-single-value",
  ],
  [
    "ForAnyValue on one value",
    on(`"«ForAnyValue:StringEquals»":{"aws:PrincipalAccount":"111122223333"}`),
    "set-operator-single-value",
  ],
  [
    "ForAllValues on a tag",
    ec2(`"«ForAllValues:StringEquals»":{"aws:RequestTag/Team":["a","b"]}`),
    "set-operator-single-value",
  ],
  [
    "called via without a set operator",
    on(`"«StringEquals»":{"aws:CalledVia":"athena.amazonaws.com"}`),
    "missing-set-operator",
  ],
  [
    "paths without a set operator",
    on(`"«StringNotLike»":{"aws:ResourceOrgPaths":"o-a1b2c3d4e5/*"}`),
    "missing-set-operator",
  ],
  ["tag keys without a set operator", ec2(`"«StringEquals»":{"aws:TagKeys":"Team"}`), "missing-set-operator"],
  [
    "ForAllValues in an Allow",
    allow(
      `"Action":"ec2:CreateTags","Resource":"*","Condition":{"«ForAllValues:StringLike»":{"aws:TagKeys":"team-*"}}`,
    ),
    "for-all-values-allow",
  ],
  [
    "ForAllValues on services in an Allow",
    allow(`${REST},"Condition":{"«ForAllValues:StringEquals»":{"aws:CalledVia":"athena.amazonaws.com"}}`),
    "for-all-values-allow",
  ],
  [
    "ForAllValues on services in a Deny",
    on(`"«ForAllValues:StringEquals»":{"aws:CalledVia":"cloudformation.amazonaws.com"}`),
    "for-all-values-deny",
  ],
  ["ForAllValues in a Deny", on(`"«ForAllValues:StringLike»":{"aws:TagKeys":"tmp-*"}`), "for-all-values-deny"],
  [
    "two tags in one Null",
    ec2(`"Null":{"aws:RequestTag/Team":"true","«aws:RequestTag/Stage»":"true"}`),
    "combined-tag-tests",
  ],
  [
    "two tags under a negated operator",
    ec2(`"StringNotEquals":{"aws:RequestTag/Team":"a","«aws:RequestTag/Stage»":"prod"}`),
    "combined-tag-tests",
  ],
  [
    "a tag missing and another wrong",
    ec2(`"Null":{"aws:RequestTag/Team":"true"},"StringNotEquals":{"«aws:RequestTag/Stage»":"prod"}`),
    "combined-tag-tests",
  ],
  // Values by operator
  ["word as number", on(`"NumericGreaterThan":{"aws:MultiFactorAuthAge":"«an hour»"}`), "condition-value"],
  ["number with a comma", on(`"NumericGreaterThan":{"aws:MultiFactorAuthAge":"«3,600»"}`), "condition-value"],
  ["yes as boolean", on(`"Bool":{"aws:SecureTransport":"«yes»"}`), "condition-value"],
  ["number as boolean", on(`"Bool":{"aws:SecureTransport":«0»}`), "condition-value"],
  ["misspelt boolean", on(`"Bool":{"aws:SecureTransport":"«flase»"}`), "condition-value"],
  ["Null with a text", on(`"Null":{"aws:SourceVpce":"«vpce-1»"}`), "condition-value"],
  ["Null with a misspelt boolean", on(`"Null":{"aws:SourceVpce":"«ture»"}`), "condition-value"],
  ["day before the month", on(`"DateGreaterThan":{"aws:CurrentTime":"«24.11.2026»"}`), "condition-value"],
  ["date of a month too far", on(`"DateLessThan":{"aws:CurrentTime":"«2026-13-01T00:00:00Z»"}`), "condition-value"],
  ["address with a number too large", on(`"IpAddress":{"aws:SourceIp":"«203.0.113.256»"}`), "condition-value"],
  ["range too narrow", on(`"IpAddress":{"aws:SourceIp":"«203.0.113.0/33»"}`), "condition-value"],
  ["address with a wildcard", on(`"IpAddress":{"aws:SourceIp":"«203.0.113.*»"}`), "condition-value"],
  ["range from to", on(`"IpAddress":{"aws:SourceIp":"«203.0.113.0-203.0.113.9»"}`), "condition-value"],
  [
    "wrong among right ones",
    on(`"IpAddress":{"aws:SourceIp":["203.0.113.0/24","«198.51.100/24»"]}`),
    "condition-value",
  ],
  // Values by key
  ["account of eleven digits", on(`"StringEquals":{"aws:PrincipalAccount":"«11112222333»"}`), "condition-value"],
  ["account with hyphens", on(`"StringNotEquals":{"aws:ResourceAccount":"«1111-2222-3333»"}`), "condition-value"],
  ["name for an account", on(`"StringEquals":{"aws:PrincipalAccount":"«production»"}`), "condition-value"],
  ["OU for an organization", on(`"StringNotEquals":{"aws:ResourceOrgID":"«ou-ab12-11111111»"}`), "condition-value"],
  ["organization without its o-", on(`"StringNotEquals":{"aws:ResourceOrgID":"«a1b2c3d4e5f6»"}`), "condition-value"],
  [
    "path without its last slash",
    on(`"ForAnyValue:StringEquals":{"aws:PrincipalOrgPaths":"«o-a1b2c3d4e5/r-ab12/ou-ab12-11111111»"}`),
    "condition-value",
  ],
  [
    "path that begins at the root",
    on(`"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"«r-ab12/ou-ab12-11111111/*»"}`),
    "condition-value",
  ],
  ["endpoint for a VPC", on(`"StringEquals":{"aws:SourceVpc":"«vpce-0a1b2c3d»"}`), "condition-value"],
  ["VPC for an endpoint", on(`"StringEquals":{"aws:SourceVpce":"«vpc-0a1b2c3d»"}`), "condition-value"],
  ["prefix for a service principal", on(`"ForAnyValue:StringEquals":{"aws:CalledVia":"«athena»"}`), "condition-value"],
  ["text for a boolean key", on(`"StringEquals":{"aws:ViaAWSService":"«no»"}`), "condition-value"],
  ["star under StringEquals", on(`"StringEquals":{"aws:PrincipalTag/Team":"«platform-*»"}`), "literal-wildcard"],
  [
    "star under StringNotEquals",
    on(`"StringNotEquals":{"aws:PrincipalTag/Team":["core","«platform-*»"]}`),
    "literal-wildcard",
  ],
  [
    "star under StringEqualsIgnoreCase",
    on(`"StringEqualsIgnoreCase":{"aws:PrincipalTag/Team":"«plat*»"}`),
    "literal-wildcard",
  ],
  ["question mark under StringEquals", on(`"StringEquals":{"aws:PrincipalTag/Team":"«team-?»"}`), "literal-wildcard"],
  ["Region with a star under StringEquals", on(`"StringEquals":{"aws:RequestedRegion":"«eu-*»"}`), "literal-wildcard"],
  ["misspelt Region", on(`"StringEquals":{"aws:RequestedRegion":"«eu-wset-1»"}`), "unknown-region"],
  [
    "what stands for no Region, misspelt",
    on(`"StringEquals":{"aws:RequestedRegion":"«unspecifed»"}`),
    "unknown-region",
  ],
  ["Region without its number", on(`"StringEquals":{"aws:RequestedRegion":"«eu-west»"}`), "unknown-region"],
  ["availability zone", on(`"StringEquals":{"aws:RequestedRegion":"«eu-west-1a»"}`), "unknown-region"],
  ["Region by its name", on(`"StringEquals":{"aws:RequestedRegion":"«Frankfurt»"}`), "unknown-region"],
  ["pattern of no Region", on(`"StringLike":{"aws:RequestedRegion":"«europe-*»"}`), "unknown-region"],
  ["Region of a number not known", on(`"StringEquals":{"aws:RequestedRegion":"«eu-north-7»"}`), "unknown-region"],
  ["private range", on(`"NotIpAddress":{"aws:SourceIp":"«10.20.0.0/16»"},${VIA}`), "private-address"],
  [
    "private address among public ones",
    on(`"NotIpAddress":{"aws:SourceIp":["203.0.113.0/24","«192.168.1.0/24»"]},${VIA}`),
    "private-address",
  ],
  ["unique local address", on(`"NotIpAddress":{"aws:SourceIp":"«fd00::/8»"},${VIA}`), "private-address"],
  ["range with host bits", on(`"NotIpAddress":{"aws:SourceIp":"«203.0.113.7/24»"},${VIA}`), "address-host-bits"],
  ["IPv6 range with host bits", on(`"NotIpAddress":{"aws:SourceIp":"«2001:db8::1/32»"},${VIA}`), "address-host-bits"],
  ["true and false", on(`"Bool":{"aws:SecureTransport":«["true","false"]»}`), "always-met"],
  ["Null both ways", on(`"Null":{"aws:SourceVpce":«["true","false"]»}`), "always-met"],
  ["no values", on(`"StringEquals":{"aws:RequestedRegion":«[]»}`), "empty-condition"],
  ["no keys", on(`"«StringEquals»":{}`), "empty-condition"],
  ["no operators", deny(`"Action":"s3:*","Resource":"*","Condition":«{}»`), "empty-condition"],
  // Variables
  ["misspelt variable", deny(`"Action":"s3:*","Resource":"arn:aws:s3:::home/«\${aws:usernme}»/*"`), "policy-variable"],
  ["open variable", deny(`"Action":"s3:*","Resource":"arn:aws:s3:::home/«\${aws:username»"`), "policy-variable"],
  ["empty variable", deny(`"Action":"s3:*","Resource":"arn:aws:s3:::home/«\${}»/*"`), "policy-variable"],
  ["space in a variable", on(`"StringEquals":{"aws:PrincipalTag/Team":"«\${ aws:username }»"}`), "policy-variable"],
  [
    "default without quotes",
    on(`"StringEquals":{"aws:PrincipalTag/Team":"«\${aws:username, nobody}»"}`),
    "policy-variable",
  ],
  [
    "variable for the account",
    deny(`"Action":"iam:*","Resource":"arn:aws:iam::«\${aws:PrincipalAccount}»:role/x"`),
    "policy-variable",
  ],
  [
    "variable under a number operator",
    on(`"NumericLessThan":{"aws:MultiFactorAuthAge":"«\${aws:PrincipalTag/Age}»"}`),
    "policy-variable",
  ],
  // Keys
  [
    "key of other actions",
    deny(`"Action":"s3:CreateBucket","Resource":"*","Condition":{"StringEquals":{"«s3:prefix»":"a"}}`),
    "unused-condition-key",
  ],
  [
    "key of another service",
    deny(`"Action":["sqs:SendMessage"],"Resource":"*","Condition":{"StringEquals":{"«ec2:InstanceType»":"t3.micro"}}`),
    "unused-condition-key",
  ],
  [
    "key of no action of a wildcard",
    deny(`"Action":"ec2:DeleteVpc*","Resource":"*","Condition":{"StringEquals":{"«ec2:InstanceType»":"t3.micro"}}`),
    "unused-condition-key",
  ],
  ["referer", on(`"StringNotLike":{"«aws:Referer»":"https://example.com/*"}`), "forgeable-key"],
  ["user agent", on(`"StringEquals":{"«aws:UserAgent»":"curl"}`), "forgeable-key"],
  // Absence
  [
    "endpoint without a carve-out",
    on(`"StringNotEquals":{"«aws:SourceVpce»":"vpce-0a1b2c3d4e5f60718"}`),
    "absent-key-deny",
  ],
  [
    "the same with IfExists",
    on(`"StringNotEqualsIfExists":{"«aws:SourceVpce»":"vpce-0a1b2c3d4e5f60718"}`),
    "absent-key-deny",
  ],
  ["addresses without a carve-out", on(`"NotIpAddress":{"«aws:SourceIp»":"203.0.113.0/24"}`), "absent-key-deny"],
  [
    "endpoints' organization without a carve-out",
    on(`"StringNotEquals":{"«aws:VpceOrgID»":"o-a1b2c3d4e5"}`),
    "absent-key-deny",
  ],
];

const RCP_MISTAKES: readonly Mistake[] = [
  [
    "organization without services",
    rcpOn(`"StringNotEquals":{"«aws:PrincipalOrgID»":"o-a1b2c3d4e5"}`),
    "rcp-service-principals",
  ],
  [
    "paths without services",
    rcpOn(`"ForAllValues:StringNotLikeIfExists":{"«aws:PrincipalOrgPaths»":"o-a1b2c3d4e5/*"}`),
    "rcp-service-principals",
  ],
  [
    "account without services",
    rcpOn(`"StringNotEqualsIfExists":{"«aws:PrincipalAccount»":"111122223333"}`),
    "rcp-service-principals",
  ],
  [
    "source organization for everyone",
    rcpOn(`"StringNotEqualsIfExists":{"«aws:SourceOrgID»":"o-a1b2c3d4e5"}`),
    "rcp-source-guard",
  ],
  [
    "source organization for services that name none",
    rcpOn(`"StringNotEqualsIfExists":{"«aws:SourceOrgID»":"o-a1b2c3d4e5"},"Bool":{"aws:PrincipalIsAWSService":"true"}`),
    "rcp-source-guard",
  ],
  [
    "source account for everyone",
    rcpOn(`"StringNotEquals":{"«aws:SourceAccount»":"111122223333"}`),
    "rcp-source-guard",
  ],
  ["source ARN for everyone", rcpOn(`"ArnNotLike":{"«aws:SourceArn»":"arn:aws:s3:::logs"}`), "rcp-source-guard"],
  [
    "endpoint without a carve-out",
    rcpOn(`"StringNotEqualsIfExists":{"«aws:SourceVpce»":"vpce-0a1b2c3d4e5f60718"}`),
    "absent-key-deny",
  ],
  [
    "endpoint for a way in and more",
    rcp(
      '"Action":["rolesanywhere:CreateSession","s3:GetObject"],"Resource":"*","Condition":{"StringNotEquals":{"«aws:SourceVpce»":"vpce-0a1b2c3d4e5f60718"}}',
    ),
    "absent-key-deny",
  ],
  ["address under a text operator", rcpOn(`"«StringEquals»":{"aws:SourceIp":"203.0.113.0/24"}`), "operator-type"],
];

describe("seeded mistakes in conditions", () => {
  testMistakes(SERVICE_CONTROL_POLICY, SCP_MISTAKES);
  testMistakes(RESOURCE_CONTROL_POLICY, RCP_MISTAKES);
});
