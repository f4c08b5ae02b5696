import { RESOURCE_CONTROL_POLICY } from "../../terms/policyTypes";
import type { Protections } from "./facts";

/** What is protected where no setting says otherwise; the manifest's defaults are the same, which a test holds. */
export const DEFAULT_PROTECTIONS: Protections = {
  protectedTargets: [],
  managedElsewhere: [{ name: "aws-guardrails-*", owner: "AWS Control Tower" }],
  mustKeep: [
    {
      principal: "arn:*:iam::*:role/OrganizationAccountAccessRole",
      actions: ["iam:GetRole", "iam:UpdateAssumeRolePolicy", "sts:GetCallerIdentity"],
    },
    {
      principal: "arn:*:iam::*:role/AWSControlTowerExecution",
      actions: ["iam:GetRole", "cloudformation:DescribeStacks", "sts:GetCallerIdentity"],
    },
    {
      principal: "arn:*:iam::*:role/stacksets-exec-*",
      actions: ["cloudformation:CreateStack", "cloudformation:UpdateStack", "cloudformation:DeleteStack"],
    },
    {
      principal: "arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_*",
      actions: ["sts:GetCallerIdentity", "iam:ListRoles"],
    },
    // Without these nobody gets into any role, nor at any data, whoever is permitted to.
    {
      principal: "arn:*:iam::*:role/*",
      actions: ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "kms:Decrypt", "s3:GetObject"],
      policyType: RESOURCE_CONTROL_POLICY,
    },
  ],
};
