/**
 * Who stands behind a caller's ARN: for an assumed role the role, since each renewal of its credentials may carry
 * another session name: `arn:aws:sts::111122223333:assumed-role/Admin/session-1` → `…:assumed-role/Admin`.
 */
export function getRoleOfCaller(arn: string): string {
  const [prefix, role] = arn.split("/");
  return prefix?.endsWith(":assumed-role") && role ? `${prefix}/${role}` : arn;
}

/** Roles of IAM Identity Center; their path ends with its Region, but for us-east-1. */
const SSO_ROLE = /^AWSReservedSSO_/;

/**
 * The pattern of the principal that policies see of a caller. An assumed role's ARN leaves out the role's path, which is
 * known of the roles of IAM Identity Center alone:
 * `arn:aws:sts::111122223333:assumed-role/Admin` → `arn:*:iam::111122223333:role/Admin`.
 */
export function getPrincipalOfCaller(arn: string, accountId: string): string {
  const [, role] = getRoleOfCaller(arn).split(":assumed-role/");
  if (role === undefined) return arn;
  const path = SSO_ROLE.test(role) ? "aws-reserved/sso.amazonaws.com/*/" : "";
  return `arn:*:iam::${accountId}:role/${path}${role}`;
}
