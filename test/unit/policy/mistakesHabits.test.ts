import { SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { type FixCase, testFixes } from "./fixCases";
import { deny, type Mistake, on, REST, scp, testMistakes } from "./seeded";

/** What people bring along from consoles, shells, regular expressions and other languages. */
const does = (action: string) => deny(`"Action":"${action}","Resource":"*"`);
const when = (action: string, condition: string) =>
  deny(`"Action":"${action}","Resource":"*","Condition":{${condition}}`);

const MISTAKES: readonly Mistake[] = [
  // Values
  [
    "encryption as a switch",
    when("s3:PutObject", `"«Bool»":{"s3:x-amz-server-side-encryption":"false"}`),
    "operator-type",
  ],
  [
    "a volume's type as a number",
    when("ec2:CreateVolume", `"«NumericEquals»":{"ec2:VolumeType":"3"}`),
    "operator-type",
  ],
  ["a session's principal by its kind", on(`"StringEquals":{"aws:PrincipalType":"«Role»"}`), "condition-value"],
  [
    "a database by its product",
    when("rds:CreateDBInstance", `"StringEquals":{"rds:DatabaseEngine":"«postgresql»"}`),
    "condition-value",
  ],
  [
    "a volume's type with a hyphen",
    when("ec2:CreateVolume", `"StringEquals":{"ec2:VolumeType":"«gp-3»"}`),
    "condition-value",
  ],
  [
    "a storage class with a hyphen",
    when("s3:PutObject", `"StringEquals":{"s3:x-amz-storage-class":"«STANDARD-IA»"}`),
    "condition-value",
  ],
  ["the root user by a user's name", on(`"StringEquals":{"aws:username":"«root»"}`), "condition-value"],
  [
    "a bucket's Region with a hyphen too few",
    when("s3:CreateBucket", `"StringNotEquals":{"s3:LocationConstraint":"«eu-west1»"}`),
    "unknown-region",
  ],
  ["a network mask", on(`"IpAddress":{"aws:SourceIp":"«192.0.2.0/255.255.255.0»"}`), "condition-value"],
  ["addresses in one text", on(`"IpAddress":{"aws:SourceIp":"«192.0.2.0/24, 198.51.100.0/24»"}`), "condition-value"],
  [
    "accounts in one text",
    on(`"StringEquals":{"aws:ResourceAccount":"«111122223333 444455556666»"}`),
    "condition-value",
  ],
  [
    "instance types in one text",
    deny(
      `"Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*","Condition":{"StringEquals":{"ec2:InstanceType":"«t3.micro,t3.small»"}}`,
    ),
    "condition-value",
  ],
  [
    "a role by its path alone, as a pattern",
    on(`"StringNotLike":{"aws:PrincipalArn":"«role/Admin»"}`),
    "malformed-arn",
  ],
  [
    "a boundary by its path alone",
    when("iam:CreateRole", `"StringNotLike":{"iam:PermissionsBoundary":"«policy/Boundary»"}`),
    "malformed-arn",
  ],
  ["part of a name where ARNs are compared", on(`"ArnNotLike":{"aws:PrincipalArn":"«*Admin*»"}`), "malformed-arn"],
  [
    "a variable in curly brackets for an account",
    on(`"StringNotEquals":{"aws:ResourceAccount":"«{aws:PrincipalAccount}»"}`),
    "policy-variable",
  ],
  [
    "an open variable for an account",
    on(`"StringNotEquals":{"aws:ResourceAccount":"«\${aws:PrincipalAccount»"}`),
    "policy-variable",
  ],
  [
    "what is known of a network interface, of an instance",
    deny(
      `"Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*","Condition":{"Bool":{"«ec2:AssociatePublicIpAddress»":"true"}}`,
    ),
    "unused-condition-key",
  ],
  [
    "what is known of a volume, of an instance",
    deny(
      `"Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*","Condition":{"Bool":{"«ec2:Encrypted»":"false"}}`,
    ),
    "unused-condition-key",
  ],
  [
    "what is known of an image, of an instance",
    deny(
      `"Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*","Condition":{"StringEquals":{"«ec2:Owner»":"amazon"}}`,
    ),
    "unused-condition-key",
  ],
  [
    "a statement for each exempt role",
    scp(
      `[{"Effect":"Deny","Action":["ec2:*","rds:*"],"Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/A"}}},{"Effect":"Deny","Action":["rds:*","ec2:*"],"Resource":"*","Condition":{"StringNotLike":{"«aws:PrincipalArn»":["arn:aws:iam::*:role/B","arn:aws:iam::*:role/C"]}}}]`,
    ),
    "cancelled-exemption",
  ],
  [
    "a statement for each Region",
    scp(
      `[{"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}},{"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"«aws:RequestedRegion»":"eu-central-1"}}}]`,
    ),
    "cancelled-exemption",
  ],
  ["a time as a number", on(`"«NumericGreaterThan»":{"aws:CurrentTime":"1798761600"}`), "operator-type"],
  ["all of one service on another's", deny(`"Action":"«s3:*»","Resource":"arn:aws:sqs:*:*:jobs"`), "action-resource"],
  // Keys and operators
  ["a variable for a key", on(`"StringEquals":{"«\${aws:PrincipalAccount}»":"111122223333"}`), "unknown-condition-key"],
  [
    "a tag's key that ends with the slash",
    when("ec2:CreateTags", `"Null":{"«aws:RequestTag/»":"true"}`),
    "unknown-condition-key",
  ],
  ["a second factor's key cut short", on(`"Bool":{"«aws:MultiFactorAuth»":"false"}`), "unknown-condition-key"],
  ["Boolean", on(`"«Boolean»":{"aws:ViaAWSService":"false"}`), "unknown-operator"],
  ["StringMatches", on(`"«StringMatches»":{"aws:PrincipalTag/Team":"a*"}`), "unknown-operator"],
  ["StringNotIn", on(`"«StringNotIn»":{"aws:PrincipalTag/Team":"a"}`), "unknown-operator"],
  ["IsNull", when("ec2:CreateTags", `"«IsNull»":{"aws:RequestTag/Team":"true"}`), "unknown-operator"],
  // Effects and actions
  ["what the effect does", scp(`{"Effect":"«Denied»",${REST}}`), "invalid-effect"],
  ["a regular expression's wildcard", does("«s3:.*»"), "malformed-action"],
  ["SQL's wildcard", does("«s3:Get%»"), "malformed-action"],
  ["a regular expression's choice", does("«s3:(Get|Put)Object»"), "malformed-action"],
  ["a shell's choice", does("«s3:{Get,Put}Object»"), "malformed-action"],
  ["a service by its product", does("«aurora»:CreateDBCluster"), "unknown-service"],
  ["a service by its name in the console", does("«cost-explorer»:*"), "unknown-service"],
  ["a service's second version", does("«waf2»:CreateWebACL"), "unknown-service"],
  ["an action without its last word", does("logs:«PutRetention»"), "unknown-action"],
  ["an action without its last two words", does("ec2:«EnableEbsEncryption»"), "unknown-action"],
  ["an action without a word in the middle", does("backup:«DeleteVault»"), "unknown-action"],
  ["an action by what it comes to", does("kms:«DeleteKey»"), "unknown-action"],
];

describe("seeded mistakes of habit", () => {
  testMistakes(SERVICE_CONTROL_POLICY, MISTAKES);
});

const FIXES: readonly FixCase[] = [
  [
    "one statement that spares the Regions of both",
    scp(
      `[{"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}},{"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["eu-central-1","eu-west-3"]}}}]`,
    ),
    "cancelled-exemption",
    "Spare all of them in statement 1, without this one",
    scp(
      `[{"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["eu-west-1","eu-central-1","eu-west-3"]}}}]`,
    ),
  ],
  [
    "the resource that the key comes with",
    deny(
      `"Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*","Condition":{"Bool":{"ec2:Encrypted":"false"}}`,
    ),
    "unused-condition-key",
    "Change the Resource to arn:aws:ec2:*:*:volume/*",
    deny(
      `"Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:volume/*","Condition":{"Bool":{"ec2:Encrypted":"false"}}`,
    ),
  ],
  [
    "the same order of dates",
    on(`"NumericGreaterThan":{"aws:CurrentTime":"1798761600"}`),
    "operator-type",
    "Change to DateGreaterThan",
    on(`"DateGreaterThan":{"aws:CurrentTime":"1798761600"}`),
  ],
  [
    "the first address of an IPv6 range",
    on(`"NotIpAddress":{"aws:VpcSourceIp":"2001:db8:0:0:1::1/48"}`),
    "address-host-bits",
    "Change to 2001:db8::/48",
    on(`"NotIpAddress":{"aws:VpcSourceIp":"2001:db8::/48"}`),
  ],
  [
    "the mask as a length",
    on(`"IpAddress":{"aws:SourceIp":"192.0.2.0/255.255.254.0"}`),
    "condition-value",
    "Change to 192.0.2.0/23",
    on(`"IpAddress":{"aws:SourceIp":"192.0.2.0/23"}`),
  ],
  [
    "an entry for each address",
    on(`"IpAddress":{"aws:SourceIp":"192.0.2.0/24, 198.51.100.0/24"}`),
    "condition-value",
    "Make each an entry (2)",
    on(`"IpAddress":{"aws:SourceIp":["192.0.2.0/24","198.51.100.0/24"]}`),
  ],
  [
    "an entry for each choice",
    does("s3:(Get|Put)Object"),
    "malformed-action",
    "Make each an entry (2)",
    deny(`"Action":["s3:GetObject","s3:PutObject"],"Resource":"*"`),
  ],
  ["the wildcard of policies", does("s3:Get.*"), "malformed-action", "Change to s3:Get*", does("s3:Get*")],
  [
    "the words that are missing",
    does("ec2:DisableEbsEncryption"),
    "unknown-action",
    "Change to DisableEbsEncryptionByDefault",
    does("ec2:DisableEbsEncryptionByDefault"),
  ],
  [
    "the key itself for a variable",
    on(`"StringEquals":{"\${aws:PrincipalAccount}":"111122223333"}`),
    "unknown-condition-key",
    "Change to aws:PrincipalAccount",
    on(`"StringEquals":{"aws:PrincipalAccount":"111122223333"}`),
  ],
  [
    "the kind of principal that a role's session is",
    on(`"StringEquals":{"aws:PrincipalType":"Role"}`),
    "condition-value",
    "Change to AssumedRole",
    on(`"StringEquals":{"aws:PrincipalType":"AssumedRole"}`),
  ],
];

describe("fixes of mistakes of habit", () => {
  testFixes(FIXES);
});
