import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { EXEMPT_ROLE } from "./exemption";
import type { Guardrail } from "./guardrail";

const SHARED = { theme: "identity", type: SERVICE_CONTROL_POLICY } as const;

export const IDENTITY_GUARDRAILS: readonly Guardrail[] = [
  {
    ...SHARED,
    id: "deny-iam-users",
    title: "Deny IAM users and their access keys",
    summary:
      "People come through federation, workloads through roles: no new users, passwords or long-lived keys, but by the exempt role.",
    statements: [
      {
        Sid: "DenyIamUsers",
        Effect: "Deny",
        Action: ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreateUser", "iam:UpdateLoginProfile"],
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
  {
    ...SHARED,
    id: "protect-role",
    title: "Protect a role from changes",
    summary: "A role that the platform depends on can be neither changed nor deleted, but by the exempt role.",
    statements: [
      {
        Sid: "ProtectRole",
        Effect: "Deny",
        Action: [
          "iam:AttachRolePolicy",
          "iam:DeleteRole",
          "iam:DeleteRolePermissionsBoundary",
          "iam:DeleteRolePolicy",
          "iam:DetachRolePolicy",
          "iam:PutRolePermissionsBoundary",
          "iam:PutRolePolicy",
          "iam:UpdateAssumeRolePolicy",
          "iam:UpdateRole",
          "iam:UpdateRoleDescription",
        ],
        Resource: "«protectedRole»",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
  {
    ...SHARED,
    id: "protect-control-tower",
    title: "Protect AWS Control Tower's roles",
    summary: "The roles of AWS Control Tower and of StackSets stay as they are, but for those roles themselves.",
    statements: [
      {
        Sid: "ProtectControlTowerRoles",
        Effect: "Deny",
        Action: [
          "iam:AttachRolePolicy",
          "iam:CreateRole",
          "iam:DeleteRole",
          "iam:DeleteRolePermissionsBoundary",
          "iam:DeleteRolePolicy",
          "iam:DetachRolePolicy",
          "iam:PutRolePermissionsBoundary",
          "iam:PutRolePolicy",
          "iam:UpdateAssumeRolePolicy",
          "iam:UpdateRole",
          "iam:UpdateRoleDescription",
        ],
        Resource: [
          "arn:«partition»:iam::*:role/aws-controltower-*",
          "arn:«partition»:iam::*:role/*AWSControlTower*",
          "arn:«partition»:iam::*:role/stacksets-exec-*",
        ],
        Condition: {
          ArnNotLike: {
            "aws:PrincipalArn": [
              "arn:«partition»:iam::*:role/AWSControlTowerExecution",
              "arn:«partition»:iam::*:role/stacksets-exec-*",
            ],
          },
        },
      },
    ],
  },
  {
    ...SHARED,
    id: "protect-identity-providers",
    title: "Protect identity providers",
    summary: "SAML and OIDC providers, the doors into an account, are changed by the exempt role alone.",
    statements: [
      {
        Sid: "ProtectIdentityProviders",
        Effect: "Deny",
        Action: [
          "iam:AddClientIDToOpenIDConnectProvider",
          "iam:CreateOpenIDConnectProvider",
          "iam:CreateSAMLProvider",
          "iam:DeleteOpenIDConnectProvider",
          "iam:DeleteSAMLProvider",
          "iam:RemoveClientIDFromOpenIDConnectProvider",
          "iam:UpdateOpenIDConnectProviderThumbprint",
          "iam:UpdateSAMLProvider",
        ],
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
  {
    ...SHARED,
    id: "require-permissions-boundary",
    title: "Require a permissions boundary for new roles and users",
    summary:
      "Whoever makes a role or a user must set the named boundary, and nobody takes it away. The exempt role may.",
    statements: [
      {
        Sid: "RequireBoundary",
        Effect: "Deny",
        Action: [
          "iam:CreateRole",
          "iam:CreateUser",
          "iam:PutRolePermissionsBoundary",
          "iam:PutUserPermissionsBoundary",
        ],
        Resource: "*",
        Condition: { ArnNotEquals: { "iam:PermissionsBoundary": "«boundary»" }, ...EXEMPT_ROLE },
      },
      {
        Sid: "KeepBoundary",
        Effect: "Deny",
        Action: ["iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"],
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
  {
    ...SHARED,
    id: "require-mfa",
    title: "Require MFA for stopping and terminating instances",
    summary:
      "Who did not sign in with MFA cannot stop or terminate: neither access keys of users nor sessions that began without it can, but for the exempt role, such as one of your automation.",
    statements: [
      {
        Sid: "RequireMfaToStop",
        Effect: "Deny",
        Action: ["ec2:StopInstances", "ec2:TerminateInstances"],
        Resource: "*",
        Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" }, ...EXEMPT_ROLE },
      },
    ],
  },
  {
    ...SHARED,
    id: "protect-password-policy",
    title: "Protect the account's password policy",
    summary: "The password policy and the account's alias stay as they are, but for the exempt role.",
    statements: [
      {
        Sid: "ProtectPasswordPolicy",
        Effect: "Deny",
        Action: [
          "iam:CreateAccountAlias",
          "iam:DeleteAccountAlias",
          "iam:DeleteAccountPasswordPolicy",
          "iam:UpdateAccountPasswordPolicy",
        ],
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
];
