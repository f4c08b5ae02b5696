/** The IAM policies that Orgscope needs, ready to copy. */

const READ: readonly string[] = [
  "organizations:DescribeAccount",
  "organizations:DescribeEffectivePolicy",
  "organizations:DescribeOrganization",
  "organizations:DescribeOrganizationalUnit",
  "organizations:DescribePolicy",
  "organizations:DescribeResourcePolicy",
  "organizations:ListAccounts",
  "organizations:ListAccountsForParent",
  "organizations:ListChildren",
  "organizations:ListDelegatedServicesForAccount",
  "organizations:ListHandshakesForOrganization",
  "organizations:ListOrganizationalUnitsForParent",
  "organizations:ListPolicies",
  "organizations:ListPoliciesForTarget",
  "organizations:ListRoots",
  "organizations:ListTagsForResource",
  "organizations:ListTargetsForPolicy",
  "tag:GetResources",
];

/** What plans write, and what they read again around each write. */
const CHANGE: readonly string[] = [
  "account:PutAccountName",
  "organizations:AcceptHandshake",
  "organizations:AttachPolicy",
  "organizations:CancelHandshake",
  "organizations:CloseAccount",
  "organizations:CreateAccount",
  "organizations:CreateOrganizationalUnit",
  "organizations:CreatePolicy",
  "organizations:DeclineHandshake",
  "organizations:DeleteOrganizationalUnit",
  "organizations:DeletePolicy",
  "organizations:DeleteResourcePolicy",
  "organizations:DeregisterDelegatedAdministrator",
  "organizations:DescribeCreateAccountStatus",
  "organizations:DescribeHandshake",
  "organizations:DetachPolicy",
  "organizations:DisableAWSServiceAccess",
  "organizations:DisablePolicyType",
  "organizations:EnableAWSServiceAccess",
  "organizations:EnableAllFeatures",
  "organizations:EnablePolicyType",
  "organizations:InviteAccountToOrganization",
  "organizations:ListAWSServiceAccessForOrganization",
  "organizations:ListCreateAccountStatus",
  "organizations:ListDelegatedAdministrators",
  "organizations:ListHandshakesForAccount",
  "organizations:ListParents",
  "organizations:MoveAccount",
  "organizations:PutResourcePolicy",
  "organizations:RegisterDelegatedAdministrator",
  "organizations:RemoveAccountFromOrganization",
  "organizations:TagResource",
  "organizations:UntagResource",
  "organizations:UpdateOrganizationalUnit",
  "organizations:UpdatePolicy",
];

/** What is asked only when a person says so. */
const ON_DEMAND: readonly string[] = [
  "access-analyzer:ValidatePolicy",
  "account:GetAlternateContact",
  "cloudtrail:LookupEvents",
  "iam:GenerateOrganizationsAccessReport",
  "iam:GetOrganizationsAccessReport",
  "iam:SimulateCustomPolicy",
];

const STATEMENTS = {
  read: [{ Sid: "OrgscopeRead", Effect: "Allow", Action: READ, Resource: "*" }],
  change: [
    { Sid: "OrgscopeRead", Effect: "Allow", Action: READ, Resource: "*" },
    { Sid: "OrgscopeChange", Effect: "Allow", Action: CHANGE, Resource: "*" },
  ],
  onDemand: [{ Sid: "OrgscopeOnDemand", Effect: "Allow", Action: ON_DEMAND, Resource: "*" }],
} as const;

export type Permissions = keyof typeof STATEMENTS;

/** An identity policy as JSON; `change` may do what `read` may, too. */
export function formatPermissions(permissions: Permissions): string {
  return `${JSON.stringify({ Version: "2012-10-17", Statement: STATEMENTS[permissions] }, undefined, 2)}\n`;
}
