/** Roles that a Deny may want to spare. */
import type { PolicyDocument } from "./document";
import type { OrganizationNames } from "./organizationNames";
import { getConditions, getOutline } from "./statements";
import { getString, getStringNodes } from "./tree";

/** What people call the role for emergencies. */
const WAY_OUT = /break[-_]?glass|emergency/i;

/** Everybody is no exemption, and a variable or a gap no role. */
const ROLE = /^arn:[^":,|]*:iam::[^":,|]*:role\/(?!\*$)[^"\\,|<>{}$\s]+$/;

/** The role for emergencies that the organization's policies name. */
export function findWayOut(organization: OrganizationNames | undefined): string | undefined {
  return organization?.roles.find(({ arn }) => WAY_OUT.test(arn))?.arn;
}

/**
 * Those of this policy, of the organization's policies, and those that nothing may shut out: roles for emergencies
 * first, then in this order.
 */
export function findExemptRoles(
  document: PolicyDocument,
  organization: OrganizationNames | undefined,
  kept: readonly string[],
): readonly string[] {
  const partition = organization?.partition ?? "aws";
  const all = [
    ...findExempted(document),
    ...(organization?.roles ?? []).map(({ arn }) => arn),
    ...kept.map((pattern) => pattern.replace(/^arn:\*:/, `arn:${partition}:`)),
  ].filter((arn) => ROLE.test(arn));
  const roles = [...new Set(all)];
  return [...roles.filter((arn) => WAY_OUT.test(arn)), ...roles.filter((arn) => !WAY_OUT.test(arn))];
}

/** What conditions of this policy say of principals. */
function findExempted(document: PolicyDocument): readonly string[] {
  return getOutline(document).statements.flatMap((statement) =>
    getConditions(statement)
      .filter(({ key }) => key.name.toLowerCase() === "aws:principalarn")
      .flatMap(({ key }) => getStringNodes(key.value).map((node) => getString(node) ?? "")),
  );
}
