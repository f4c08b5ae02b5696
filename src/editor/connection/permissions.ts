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

export type Permissions = "read" | "change";

/** An identity policy as JSON; `change` may do what `read` may, too. */
export function formatPermissions(permissions: Permissions): string {
  const read = { Sid: "OrgscopeRead", Effect: "Allow", Action: READ, Resource: "*" };
  const change = { Sid: "OrgscopeChange", Effect: "Allow", Action: CHANGE, Resource: "*" };
  const statements = permissions === "change" ? [read, change] : [read];
  return `${JSON.stringify({ Version: "2012-10-17", Statement: statements }, undefined, 2)}\n`;
}
