import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { EXEMPT_ROLE, ROOT_USER } from "./exemption";
import type { Guardrail } from "./guardrail";

const SHARED = { theme: "organization and accounts", type: SERVICE_CONTROL_POLICY } as const;

export const ACCOUNT_GUARDRAILS: readonly Guardrail[] = [
  {
    ...SHARED,
    id: "deny-leaving-organization",
    title: "Deny leaving the organization",
    summary:
      "Member accounts cannot leave by themselves, out of reach of every other guardrail. The management account can still remove them.",
    statements: [
      { Sid: "DenyLeavingOrganization", Effect: "Deny", Action: "organizations:LeaveOrganization", Resource: "*" },
    ],
  },
  {
    ...SHARED,
    id: "deny-root-user",
    title: "Deny everything to root users",
    summary:
      "Root users of member accounts can do nothing. Sessions for central root tasks (sts:AssumeRoot) are spared.",
    statements: [
      {
        Sid: "DenyRootUser",
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: { ArnLike: { "aws:PrincipalArn": ROOT_USER }, Null: { "aws:AssumedRoot": "true" } },
      },
    ],
  },
  {
    ...SHARED,
    id: "deny-root-access-keys",
    title: "Deny access keys for root users",
    summary: "Nobody can make an access key for the root user of a member account.",
    statements: [{ Sid: "DenyRootAccessKeys", Effect: "Deny", Action: "iam:CreateAccessKey", Resource: ROOT_USER }],
  },
  {
    ...SHARED,
    id: "protect-account-settings",
    title: "Protect account settings",
    summary: "Contacts, the primary e-mail address and closing stay with the management account and the exempt role.",
    statements: [
      {
        Sid: "ProtectAccountSettings",
        Effect: "Deny",
        Action: [
          "account:AcceptPrimaryEmailUpdate",
          "account:CloseAccount",
          "account:DeleteAlternateContact",
          "account:PutAlternateContact",
          "account:PutContactInformation",
          "account:StartPrimaryEmailUpdate",
        ],
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
  {
    ...SHARED,
    id: "deny-enabling-regions",
    title: "Deny enabling and disabling Regions",
    summary: "Opt-in Regions stay as they are, but for the exempt role.",
    statements: [
      {
        Sid: "DenyRegionOptIn",
        Effect: "Deny",
        Action: ["account:DisableRegion", "account:EnableRegion"],
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
  {
    ...SHARED,
    id: "quarantine-account",
    title: "Quarantine an account",
    summary: "Denies everything but what the exempt role does: for an OU of compromised or retired accounts.",
    statements: [{ Sid: "Quarantine", Effect: "Deny", Action: "*", Resource: "*", Condition: EXEMPT_ROLE }],
  },
  {
    ...SHARED,
    id: "deny-external-sharing",
    title: "Deny sharing outside the organization with AWS RAM",
    summary:
      "Resource shares cannot allow principals outside of the organization, and invitations are accepted by the exempt role alone.",
    statements: [
      {
        Sid: "DenyExternalShares",
        Effect: "Deny",
        Action: ["ram:CreateResourceShare", "ram:UpdateResourceShare"],
        Resource: "*",
        Condition: { Bool: { "ram:RequestedAllowsExternalPrincipals": "true" } },
      },
      {
        Sid: "DenyAcceptingShares",
        Effect: "Deny",
        Action: "ram:AcceptResourceShareInvitation",
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
];
