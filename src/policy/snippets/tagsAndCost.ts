import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { EXEMPT_ROLE } from "./exemption";
import type { Guardrail } from "./guardrail";

export const TAG_AND_COST_GUARDRAILS: readonly Guardrail[] = [
  {
    id: "require-tag-on-create",
    title: "Require a tag on new instances and volumes",
    summary: "Instances and volumes come with the tag or not at all.",
    theme: "tags",
    type: SERVICE_CONTROL_POLICY,
    statements: [
      {
        Sid: "RequireTag",
        Effect: "Deny",
        Action: ["ec2:CreateVolume", "ec2:RunInstances"],
        Resource: ["arn:«partition»:ec2:*:*:instance/*", "arn:«partition»:ec2:*:*:volume/*"],
        Condition: { Null: { "aws:RequestTag/«tagKey»": "true" } },
      },
    ],
  },
  {
    id: "protect-tag",
    title: "Protect a tag from changes",
    summary: "The tag is set when a thing is made; later only the exempt role changes or removes it.",
    theme: "tags",
    type: SERVICE_CONTROL_POLICY,
    statements: [
      {
        Sid: "ProtectTag",
        Effect: "Deny",
        Action: ["ec2:CreateTags", "ec2:DeleteTags"],
        Resource: "*",
        Condition: {
          "ForAnyValue:StringEquals": { "aws:TagKeys": "«tagKey»" },
          Null: { "ec2:CreateAction": "true" },
          ...EXEMPT_ROLE,
        },
      },
    ],
  },
  {
    id: "protect-tagged-resources",
    title: "Protect tagged resources from deletion",
    summary: "Instances, volumes and snapshots that bear the tag are deleted by the exempt role alone.",
    theme: "tags",
    type: SERVICE_CONTROL_POLICY,
    statements: [
      {
        Sid: "ProtectTagged",
        Effect: "Deny",
        Action: ["ec2:DeleteSnapshot", "ec2:DeleteVolume", "ec2:TerminateInstances"],
        Resource: "*",
        Condition: { StringEquals: { "aws:ResourceTag/«resourceTag»": "true" }, ...EXEMPT_ROLE },
      },
    ],
  },
  {
    id: "deny-purchases",
    title: "Deny purchases and commitments",
    summary: "Reservations, savings plans, the Marketplace and domains are bought by the exempt role alone.",
    theme: "cost",
    type: SERVICE_CONTROL_POLICY,
    statements: [
      {
        Sid: "DenyPurchases",
        Effect: "Deny",
        Action: [
          "aws-marketplace:AcceptAgreementRequest",
          "aws-marketplace:Subscribe",
          "dynamodb:PurchaseReservedCapacityOfferings",
          "ec2:PurchaseHostReservation",
          "ec2:PurchaseReservedInstancesOffering",
          "elasticache:PurchaseReservedCacheNodesOffering",
          "rds:PurchaseReservedDBInstancesOffering",
          "redshift:PurchaseReservedNodeOffering",
          "route53domains:RegisterDomain",
          "route53domains:TransferDomain",
          "savingsplans:CreateSavingsPlan",
        ],
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
];
