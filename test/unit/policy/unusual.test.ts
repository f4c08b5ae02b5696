import assert from "node:assert/strict";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY, type PolicyType } from "../../../src/terms/policyTypes";
import { lint } from "./language";
import { deny, on, rcp, rcpOn, scp } from "./seeded";

type Good = readonly [name: string, text: string];

const SCPS: readonly Good[] = [
  [
    "secrets by the beginning of their names",
    scp(
      `{"Effect":"Deny","Action":"secretsmanager:GetSecretValue","Resource":"*","Condition":{"StringLike":{"secretsmanager:SecretId":"prod/*"}}}`,
    ),
  ],
  [
    "buckets in us-east-1",
    scp(
      `{"Effect":"Deny","Action":"s3:CreateBucket","Resource":"*","Condition":{"StringEquals":{"s3:LocationConstraint":""}}}`,
    ),
  ],
  [
    "an exemption in one case and in any",
    scp(
      `[{"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalTag/env":"Prod"}}},{"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"StringNotEqualsIgnoreCase":{"aws:PrincipalTag/env":"prod"}}}]`,
    ),
  ],
  [
    "an exemption for each of two services",
    scp(
      `[{"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/A"}}},{"Effect":"Deny","Action":"rds:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/B"}}}]`,
    ),
  ],
  [
    "a role of two lists",
    scp(
      `[{"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::*:role/A","arn:aws:iam::*:role/B"]}}},{"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::*:role/B","arn:aws:iam::111122223333:role/C"]}}}]`,
    ),
  ],
  ["the root user of any account", on(`"StringLike":{"aws:PrincipalArn":["arn:aws:iam::*:root"]}`)],
  ["a role of any partition", on(`"ArnNotLike":{"aws:PrincipalArn":["arn:*:iam::*:role/BreakGlass"]}`)],
  [
    "a statement for each tag that is required",
    scp(
      `[{"Effect":"Deny","Action":"ec2:RunInstances","Resource":["arn:aws:ec2:*:*:instance/*","arn:aws:ec2:*:*:volume/*"],"Condition":{"Null":{"aws:RequestTag/Project":"true"}}},{"Effect":"Deny","Action":"ec2:RunInstances","Resource":["arn:aws:ec2:*:*:instance/*","arn:aws:ec2:*:*:volume/*"],"Condition":{"Null":{"aws:RequestTag/CostCenter":true}}}]`,
    ),
  ],
  [
    "tags that only one role may change",
    scp(
      `{"Effect":"Deny","Action":["ec2:CreateTags","ec2:DeleteTags"],"Resource":"*","Condition":{"ForAnyValue:StringEquals":{"aws:TagKeys":["Owner","CostCenter"]},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/tagging/Admin"}}}`,
    ),
  ],
  [
    "instances of the same team only",
    scp(
      `{"Effect":"Deny","Action":["ec2:StopInstances","ec2:TerminateInstances"],"Resource":"*","Condition":{"StringNotEquals":{"aws:ResourceTag/Team":"\${aws:PrincipalTag/Team}"}}}`,
    ),
  ],
  [
    "a variable with a default",
    scp(
      `{"Effect":"Deny","Action":["ec2:StopInstances"],"Resource":"*","Condition":{"StringNotEquals":{"aws:ResourceTag/Team":"\${aws:PrincipalTag/Team, 'none'}"}}}`,
    ),
  ],
  [
    "encryption that is named, and another",
    scp(
      `{"Effect":"Deny","Action":"s3:PutObject","Resource":"*","Condition":{"Null":{"s3:x-amz-server-side-encryption":"false"},"StringNotEquals":{"s3:x-amz-server-side-encryption":["aws:kms","aws:kms:dsse"]}}}`,
    ),
  ],
  [
    "a version of TLS as text",
    scp(`{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}}`),
  ],
  [
    "a version of TLS as a number",
    scp(`{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"NumericLessThan":{"s3:TlsVersion":1.2}}}`),
  ],
  [
    "services that a role may be passed to",
    scp(
      `{"Effect":"Deny","Action":"iam:PassRole","Resource":"arn:aws:iam::*:role/Admin*","Condition":{"StringNotEqualsIfExists":{"iam:PassedToService":["ec2.amazonaws.com","lambda.amazonaws.com"]}}}`,
    ),
  ],
  [
    "the marketplace with a wildcard",
    scp(
      `{"Effect":"Deny","Action":["aws-marketplace:Subscribe","aws-marketplace:Unsubscribe","aws-marketplace:CreatePrivateMarketplace*","aws-marketplace-management:*"],"Resource":"*"}`,
    ),
  ],
  [
    "what is bought ahead",
    deny(
      `"Action":["ec2:PurchaseReservedInstancesOffering","ec2:PurchaseHostReservation","rds:PurchaseReservedDBInstancesOffering","savingsplans:CreateSavingsPlan","elasticache:PurchaseReservedCacheNodesOffering","redshift:PurchaseReservedNodeOffering","dynamodb:PurchaseReservedCapacityOfferings","es:PurchaseReservedInstanceOffering"],"Resource":"*"`,
    ),
  ],
  [
    "AWS Control Tower's buckets, with a key in another case",
    scp(
      `{"Sid":"GRCTAUDITBUCKETENCRYPTIONCHANGESPROHIBITED","Effect":"Deny","Action":["s3:PutEncryptionConfiguration"],"Resource":["arn:aws:s3:::aws-controltower*"],"Condition":{"ArnNotLike":{"aws:PrincipalARN":"arn:aws:iam::*:role/AWSControlTowerExecution"}}}`,
    ),
  ],
  [
    "AWS Control Tower's stacks in any partition",
    scp(
      `{"Effect":"Deny","Action":["cloudformation:CreateStack","cloudformation:UpdateStack"],"Resource":"arn:*:cloudformation:*:*:stack/StackSet-AWSControlTower*/*"}`,
    ),
  ],
  [
    "layers of other accounts",
    scp(
      `{"Effect":"Deny","Action":["lambda:CreateFunction","lambda:UpdateFunctionConfiguration"],"Resource":"*","Condition":{"Null":{"lambda:Layer":"false"},"ForAnyValue:StringNotLike":{"lambda:Layer":["arn:aws:lambda:*:111122223333:layer:*"]}}}`,
    ),
  ],
  [
    "all but an OU",
    scp(
      `{"Effect":"Deny","Action":"iam:CreateUser","Resource":"*","Condition":{"ForAllValues:StringNotLike":{"aws:PrincipalOrgPaths":"o-abcdefghij/r-ab12/ou-ab12-11111111/*"}}}`,
    ),
  ],
  [
    "IAM Identity Center's roles",
    scp(
      `{"Effect":"Deny","Action":["iam:*"],"Resource":"arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/aws-service-role/sso.amazonaws.com/AWSServiceRoleForSSO"}}}`,
    ),
  ],
  [
    "alternate contacts by the ARN of the account",
    deny(
      `"Action":["account:PutAlternateContact","account:DeleteAlternateContact"],"Resource":["arn:aws:account::*:account"]`,
    ),
  ],
  [
    "a freeze between two dates, one with an offset",
    scp(
      `{"Effect":"Deny","Action":"ec2:RunInstances","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"2026-12-24T00:00:00+01:00"},"DateGreaterThan":{"aws:CurrentTime":"2026-12-20T00:00:00Z"}}}`,
    ),
  ],
  [
    "a time in seconds",
    scp(
      `{"Effect":"Deny","Action":"ec2:RunInstances","Resource":"*","Condition":{"NumericGreaterThan":{"aws:EpochTime":"1798761600"}}}`,
    ),
  ],
  [
    "sessions before an incident",
    scp(
      `{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-11-30T00:00:00Z"}}}`,
    ),
  ],
  [
    "a key's answer where the reference calls it text",
    scp(
      `{"Effect":"Deny","Action":["ecs:RunTask","ecs:CreateService"],"Resource":"*","Condition":{"Bool":{"ecs:enable-execute-command":"true"}}}`,
    ),
  ],
  [
    "peering with VPCs of one account",
    scp(
      `{"Effect":"Deny","Action":"ec2:AcceptVpcPeeringConnection","Resource":"arn:aws:ec2:*:*:vpc-peering-connection/*","Condition":{"ArnNotLike":{"ec2:RequesterVpc":"arn:aws:ec2:*:111122223333:vpc/*"}}}`,
    ),
  ],
  [
    "images of AWS and of one account",
    scp(
      `{"Effect":"Deny","Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*::image/ami-*","Condition":{"StringNotEquals":{"ec2:Owner":["amazon","111122223333"]}}}`,
    ),
  ],
  [
    "public images",
    scp(
      `{"Effect":"Deny","Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*::image/*","Condition":{"Bool":{"ec2:Public":"true"}}}`,
    ),
  ],
  [
    "a size as a number",
    scp(
      `{"Effect":"Deny","Action":"ec2:CreateVolume","Resource":"*","Condition":{"NumericGreaterThan":{"ec2:VolumeSize":1000}}}`,
    ),
  ],
  [
    "types of instances by patterns within a name",
    scp(
      `{"Effect":"Deny","Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*","Condition":{"StringNotLike":{"ec2:InstanceType":["t3.*","t3a.*","m?.large"]}}}`,
    ),
  ],
  [
    "all but security groups and their rules",
    deny(
      `"Action":["ec2:AuthorizeSecurityGroupIngress"],"NotResource":["arn:aws:ec2:*:*:security-group/sg-*","arn:aws:ec2:*:*:security-group-rule/*"]`,
    ),
  ],
  [
    "keys by way of services in any Region",
    scp(
      `{"Effect":"Deny","Action":["kms:Decrypt"],"Resource":"*","Condition":{"StringNotLike":{"kms:ViaService":["s3.*.amazonaws.com","ec2.*.amazonaws.com"]},"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/App*"}}}`,
    ),
  ],
  [
    "grants for AWS services",
    scp(
      `{"Effect":"Deny","Action":"kms:CreateGrant","Resource":"*","Condition":{"BoolIfExists":{"kms:GrantIsForAWSResource":"false"}}}`,
    ),
  ],
  [
    "public databases",
    scp(
      `{"Effect":"Deny","Action":["rds:CreateDBInstance","rds:ModifyDBInstance"],"Resource":"*","Condition":{"Bool":{"rds:PubliclyAccessible":"true"}}}`,
    ),
  ],
  [
    "all but models of one maker",
    scp(
      `{"Effect":"Deny","Action":["bedrock:InvokeModel*"],"NotResource":["arn:aws:bedrock:*::foundation-model/anthropic.*","arn:aws:bedrock:*:*:inference-profile/*"]}`,
    ),
  ],
  [
    "a perimeter of networks with all its exemptions",
    scp(
      `{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"NotIpAddressIfExists":{"aws:SourceIp":["203.0.113.0/24","2001:db8::/32"]},"BoolIfExists":{"aws:ViaAWSService":"false"},"StringNotEqualsIfExists":{"aws:SourceVpc":"vpc-0123456789abcdef0"},"ArnNotLikeIfExists":{"aws:PrincipalArn":"arn:aws:iam::*:role/aws-service-role/*"}}}`,
    ),
  ],
  [
    "tokens of one GitHub organization",
    scp(
      `{"Effect":"Deny","Action":"sts:AssumeRoleWithWebIdentity","Resource":"*","Condition":{"StringNotLike":{"token.actions.githubusercontent.com:sub":"repo:my-org/*"},"Null":{"token.actions.githubusercontent.com:sub":"false"}}}`,
    ),
  ],
  [
    "objects by way of access points",
    deny(`"Action":"s3:GetObject","Resource":"arn:aws:s3:*:*:accesspoint/*/object/*"`),
  ],
  [
    "methods as actions",
    deny(
      `"Action":["apigateway:POST","apigateway:PUT"],"Resource":["arn:aws:apigateway:*::/restapis","arn:aws:apigateway:*::/restapis/*"]`,
    ),
  ],
  [
    "an element with an escape",
    `{"\u0056ersion":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}`,
  ],
  [
    "tabs and CRLF",
    `{\r\n\t"Version": "2012-10-17",\r\n\t"Statement": [\r\n\t\t{\r\n\t\t\t"Effect": "Deny",\r\n\t\t\t"Action": "organizations:LeaveOrganization",\r\n\t\t\t"Resource": "*"\r\n\t\t}\r\n\t]\r\n}\r\n`,
  ],
  [
    "China",
    scp(
      `{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws-cn:s3:::x/*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["cn-north-1"]}}}`,
    ),
  ],
  [
    "the European Sovereign Cloud",
    scp(
      `{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws-eusc:s3:::x/*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["eusc-de-east-1"]}}}`,
    ),
  ],
  [
    "a second factor, or none",
    scp(
      `{"Effect":"Deny","Action":"s3:DeleteBucket","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}`,
    ),
  ],
  [
    "credentials of the old metadata service",
    scp(`{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NumericLessThan":{"ec2:RoleDelivery":"2.0"}}}`),
  ],
  [
    "credentials away from their VPC",
    scp(
      `{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:EC2InstanceSourceVPC":"\${aws:SourceVpc}"},"Null":{"ec2:SourceInstanceARN":"false"},"BoolIfExists":{"aws:ViaAWSService":"false"}}}`,
    ),
  ],
  [
    "the audience of SAML",
    scp(
      `{"Effect":"Deny","Action":"sts:AssumeRoleWithSAML","Resource":"*","Condition":{"StringNotEquals":{"saml:aud":"https://signin.aws.amazon.com/saml"}}}`,
    ),
  ],
  [
    "resources of the caller's organization only",
    scp(
      `{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:ResourceOrgID":"\${aws:PrincipalOrgID}"},"ForAllValues:StringNotEquals":{"aws:CalledVia":["dataexchange.amazonaws.com"]}}}`,
    ),
  ],
  [
    "secrets with public policies",
    deny(
      `"Action":["secretsmanager:PutResourcePolicy"],"Resource":"*","Condition":{"Bool":{"secretsmanager:BlockPublicPolicy":"false"}}`,
    ),
  ],
  [
    "shares outside of the organization",
    scp(
      `{"Effect":"Deny","Action":["ram:CreateResourceShare","ram:UpdateResourceShare"],"Resource":"*","Condition":{"Bool":{"ram:RequestedAllowsExternalPrincipals":"true"}}}`,
    ),
  ],
  [
    "stacks with roles in them",
    scp(
      `{"Effect":"Deny","Action":"cloudformation:CreateStack","Resource":"*","Condition":{"ForAnyValue:StringLike":{"cloudformation:ResourceTypes":["AWS::IAM::*"]}}}`,
    ),
  ],
  [
    "a method of any API",
    deny(`"Action":"execute-api:Invoke","Resource":"arn:aws:execute-api:*:*:*/prod/GET/admin/*"`),
  ],
  [
    "record types, all of them",
    deny(
      `"Action":"route53:ChangeResourceRecordSets","Resource":"arn:aws:route53:::hostedzone/Z0123456789ABC","Condition":{"ForAllValues:StringEquals":{"route53:ChangeResourceRecordSetsRecordTypes":["A","CNAME"]},"Null":{"route53:ChangeResourceRecordSetsRecordTypes":"false"}}`,
    ),
  ],
];

const RCPS: readonly Good[] = [
  [
    "a perimeter of identities with an exempt resource",
    rcp(
      `"Action":["s3:*","sqs:*","kms:*","secretsmanager:*","sts:AssumeRole","dynamodb:*"],"Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-abcdefghij","aws:ResourceTag/dp:exclude:identity":"true"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}`,
    ),
  ],
  [
    "the guard against confused deputies",
    rcp(
      `"Action":["s3:*","sqs:*"],"Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:SourceOrgID":"o-abcdefghij"},"Null":{"aws:SourceAccount":"false"},"Bool":{"aws:PrincipalIsAWSService":"true"}}`,
    ),
  ],
  ["encryption on the way, or none known", rcpOn(`"BoolIfExists":{"aws:SecureTransport":"false"}`)],
  ["a version of TLS in a list", rcpOn(`"NumericLessThan":{"s3:TlsVersion":["1.2"]}`)],
  [
    "tokens of one GitHub organization",
    rcp(
      `"Action":"sts:AssumeRoleWithWebIdentity","Resource":"*","Condition":{"StringNotLikeIfExists":{"token.actions.githubusercontent.com:sub":"repo:my-org/*"},"Null":{"token.actions.githubusercontent.com:sub":"false"}}`,
    ),
  ],
  [
    "a key of KMS for each object",
    rcp(
      `"Action":"s3:PutObject","Resource":"arn:aws:s3:::*/*","Condition":{"Null":{"s3:x-amz-server-side-encryption-aws-kms-key-id":"true"}}`,
    ),
  ],
  [
    "keys that one role may delete",
    rcp(
      `"Action":["kms:ScheduleKeyDeletion","kms:DisableKey"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"ArnNotLikeIfExists":{"aws:PrincipalArn":"arn:aws:iam::*:role/KeyAdmin"}}`,
    ),
  ],
  [
    "images within the organization",
    rcp(
      `"Action":["ecr:*"],"Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-abcdefghij"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}`,
    ),
  ],
  [
    "one VPC endpoint, services aside",
    rcp(
      `"Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:SourceVpce":"vpce-0123456789abcdef0"},"BoolIfExists":{"aws:ViaAWSService":"false","aws:PrincipalIsAWSService":"false"}}`,
    ),
  ],
];

function testSilence(type: PolicyType, policies: readonly Good[]): void {
  for (const [name, text] of policies) it(`${type}: ${name}`, () => assert.deepEqual(lint(text, { type }), []));
}

describe("what is right, if unusual, gives no finding", () => {
  testSilence(SERVICE_CONTROL_POLICY, SCPS);
  testSilence(RESOURCE_CONTROL_POLICY, RCPS);
});
