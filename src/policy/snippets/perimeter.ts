import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import type { Guardrail } from "./guardrail";

const THEME = "data perimeter";

export const PERIMETER_GUARDRAILS: readonly Guardrail[] = [
  {
    id: "resource-perimeter",
    title: "Deny access to resources outside the organization",
    summary:
      "The resource perimeter: identities of the organization reach its own resources only. AWS services that act for them, and the exempt role, are spared; buckets that AWS owns, such as those of package repositories, are not.",
    theme: THEME,
    type: SERVICE_CONTROL_POLICY,
    statements: [
      {
        Sid: "ResourcePerimeter",
        Effect: "Deny",
        Action: ["dynamodb:*", "kms:*", "s3:*", "secretsmanager:*", "sns:*", "sqs:*"],
        Resource: "*",
        Condition: {
          StringNotEqualsIfExists: { "aws:ResourceOrgID": "«organizationId»" },
          BoolIfExists: { "aws:ViaAWSService": "false" },
          ArnNotLike: { "aws:PrincipalArn": "«role»" },
        },
      },
    ],
  },
  {
    id: "network-perimeter",
    title: "Deny requests from unexpected networks",
    summary:
      "The network perimeter: identities of the organization call from its own addresses and VPCs only. AWS services that act for them, EC2's own role for encrypted volumes and the exempt role are spared.",
    theme: THEME,
    type: SERVICE_CONTROL_POLICY,
    statements: [
      {
        Sid: "NetworkPerimeter",
        Effect: "Deny",
        Action: ["dynamodb:*", "kms:*", "s3:*", "secretsmanager:*", "sqs:*"],
        Resource: "*",
        Condition: {
          NotIpAddressIfExists: { "aws:SourceIp": "«range»" },
          StringNotEqualsIfExists: { "aws:SourceVpc": "«vpc»" },
          BoolIfExists: { "aws:ViaAWSService": "false" },
          ArnNotLike: { "aws:PrincipalArn": ["«role»", "arn:«partition»:iam::*:role/aws:ec2-infrastructure"] },
        },
      },
    ],
  },
  {
    id: "identity-perimeter",
    title: "Deny access from outside the organization",
    summary: "The identity perimeter: resources answer identities of the organization and AWS services only.",
    theme: THEME,
    type: RESOURCE_CONTROL_POLICY,
    statements: [
      {
        Sid: "IdentityPerimeter",
        Effect: "Deny",
        Principal: "*",
        Action: ["dynamodb:*", "kms:*", "s3:*", "secretsmanager:*", "sqs:*"],
        Resource: "*",
        Condition: {
          StringNotEqualsIfExists: { "aws:PrincipalOrgID": "«organizationId»" },
          BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
        },
      },
    ],
  },
  {
    id: "confused-deputy",
    title: "Deny AWS services that act for strangers",
    summary:
      "Against the confused deputy: an AWS service reaches resources only on behalf of an account of the organization.",
    theme: THEME,
    type: RESOURCE_CONTROL_POLICY,
    statements: [
      {
        Sid: "ConfusedDeputy",
        Effect: "Deny",
        Principal: "*",
        Action: ["kms:*", "s3:*", "secretsmanager:*", "sqs:*"],
        Resource: "*",
        Condition: {
          StringNotEqualsIfExists: { "aws:SourceOrgID": "«organizationId»" },
          Null: { "aws:SourceAccount": "false" },
          Bool: { "aws:PrincipalIsAWSService": "true" },
        },
      },
    ],
  },
  {
    id: "require-tls",
    title: "Require TLS",
    summary: "Requests without encryption in transit are denied, whoever makes them.",
    theme: "data protection",
    type: RESOURCE_CONTROL_POLICY,
    statements: [
      {
        Sid: "RequireTls",
        Effect: "Deny",
        Principal: "*",
        Action: ["kms:*", "s3:*", "secretsmanager:*", "sqs:*"],
        Resource: "*",
        Condition: { BoolIfExists: { "aws:SecureTransport": "false" } },
      },
    ],
  },
  {
    id: "require-tls-version",
    title: "Require TLS 1.2 for S3",
    summary: "Requests to S3 with an older version of TLS are denied.",
    theme: "data protection",
    type: RESOURCE_CONTROL_POLICY,
    statements: [
      {
        Sid: "RequireTlsVersion",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: "*",
        Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
      },
    ],
  },
  {
    id: "deny-assume-role-outside",
    title: "Deny strangers the organization's roles",
    summary:
      "Roles are assumed by identities of the organization and by AWS services only; federation has its own statement.",
    theme: THEME,
    type: RESOURCE_CONTROL_POLICY,
    statements: [
      {
        Sid: "AssumeRoleFromOrganization",
        Effect: "Deny",
        Principal: "*",
        Action: "sts:AssumeRole",
        Resource: "*",
        Condition: {
          StringNotEqualsIfExists: { "aws:PrincipalOrgID": "«organizationId»" },
          BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
        },
      },
    ],
  },
  {
    id: "protect-log-archive-objects",
    title: "Protect the log archive from everybody",
    summary:
      "Objects of the bucket cannot be deleted, whoever asks, in the organization or outside of it; the exempt role may.",
    theme: "logging and security services",
    type: RESOURCE_CONTROL_POLICY,
    statements: [
      {
        Sid: "ProtectLogObjects",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutLifecycleConfiguration"],
        Resource: ["arn:«partition»:s3:::«bucket»", "arn:«partition»:s3:::«bucket»/*"],
        Condition: {
          ArnNotLikeIfExists: { "aws:PrincipalArn": "«role»" },
          BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
        },
      },
    ],
  },
];
