/**
 * Who stands behind a caller's ARN: for an assumed role the role, since each renewal of its credentials may carry
 * another session name: `arn:aws:sts::111122223333:assumed-role/Admin/session-1` → `…:assumed-role/Admin`.
 */
export function getRoleOfCaller(arn: string): string {
  const [prefix, role] = arn.split("/");
  return prefix?.endsWith(":assumed-role") && role ? `${prefix}/${role}` : arn;
}
