import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { EXEMPT_ROLE } from "./exemption";
import type { Guardrail } from "./guardrail";

const SHARED = { theme: "Regions and services", type: SERVICE_CONTROL_POLICY } as const;

/**
 * Services whose requests carry one Region whatever the caller meant, since they are global (Organizations User Guide,
 * Examples of SCPs: general examples; the list is our own selection of the prefixes in use).
 */
const GLOBAL_SERVICES = [
  "account:*",
  "artifact:*",
  "aws-marketplace:*",
  "billing:*",
  "billingconductor:*",
  "budgets:*",
  "ce:*",
  "chatbot:*",
  "cloudfront:*",
  "consolidatedbilling:*",
  "cur:*",
  "directconnect:*",
  "ec2:DescribeRegions",
  "ec2:DescribeTransitGateways",
  "ec2:DescribeVpnGateways",
  "fms:*",
  "freetier:*",
  "globalaccelerator:*",
  "health:*",
  "iam:*",
  "invoicing:*",
  "kms:*",
  "networkmanager:*",
  "notifications:*",
  "organizations:*",
  "payments:*",
  "pricing:*",
  "resource-explorer-2:*",
  "route53-recovery-cluster:*",
  "route53-recovery-control-config:*",
  "route53-recovery-readiness:*",
  "route53:*",
  "route53domains:*",
  "s3:CreateMultiRegionAccessPoint",
  "s3:DeleteMultiRegionAccessPoint",
  "s3:DescribeMultiRegionAccessPointOperation",
  "s3:GetAccountPublicAccessBlock",
  "s3:GetMultiRegionAccessPoint*",
  "s3:GetStorageLens*",
  "s3:ListAllMyBuckets",
  "s3:ListMultiRegionAccessPoints",
  "s3:ListStorageLensConfigurations",
  "s3:PutAccountPublicAccessBlock",
  "s3:PutMultiRegionAccessPointPolicy",
  "savingsplans:*",
  "shield:*",
  "sso:*",
  "sts:*",
  "support:*",
  "supportplans:*",
  "sustainability:*",
  "tag:GetResources",
  "tax:*",
  "trustedadvisor:*",
  "waf-regional:*",
  "waf:*",
  "wafv2:*",
];

export const REGION_GUARDRAILS: readonly Guardrail[] = [
  {
    ...SHARED,
    id: "restrict-regions",
    title: "Deny all but some Regions",
    summary:
      "Work outside the named Regions is denied. Global services answer from one Region and are left out; the exempt role is spared.",
    statements: [
      {
        Sid: "RestrictRegions",
        Effect: "Deny",
        NotAction: GLOBAL_SERVICES,
        Resource: "*",
        Condition: {
          StringNotEquals: { "aws:RequestedRegion": ["«region»", "«otherRegion»"] },
          ...EXEMPT_ROLE,
        },
      },
    ],
  },
  {
    ...SHARED,
    id: "allow-services",
    title: "Allow only some services",
    summary:
      "An allow list: takes the place of FullAWSAccess at its target, and must stand at each level below it too.",
    statements: [
      {
        Sid: "AllowServices",
        Effect: "Allow",
        Action: ["cloudwatch:*", "ec2:*", "iam:*", "kms:*", "logs:*", "s3:*", "sts:*", "support:*"],
        Resource: "*",
      },
    ],
  },
  {
    ...SHARED,
    id: "deny-services",
    title: "Deny some services",
    summary: "Services that nobody has approved are denied, but for the exempt role.",
    statements: [
      {
        Sid: "DenyServices",
        Effect: "Deny",
        Action: ["apprunner:*", "gamelift:*", "lightsail:*"],
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
  {
    ...SHARED,
    id: "restrict-bedrock-models",
    title: "Deny all but some Bedrock models",
    summary: "Only the named foundation models can be called, but by the exempt role.",
    statements: [
      {
        Sid: "RestrictModels",
        Effect: "Deny",
        Action: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
        NotResource: [
          "arn:«partition»:bedrock:*::foundation-model/«model»",
          "arn:«partition»:bedrock:*:*:inference-profile/*",
        ],
        Condition: EXEMPT_ROLE,
      },
    ],
  },
];
