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

/** Roles to choose from, the most likely first. */
export interface ExemptRoles {
  /** Those for emergencies, then those of this policy and of the organization's policies. */
  readonly likely: readonly string[];
  /** Others that nothing may shut out. */
  readonly kept: readonly string[];
}

export function findExemptRoles(
  document: PolicyDocument,
  organization: OrganizationNames | undefined,
  kept: readonly string[],
): ExemptRoles {
  const partition = organization?.partition ?? "aws";
  const seen = pickRoles([...findExempted(document), ...(organization?.roles ?? []).map(({ arn }) => arn)]);
  const protectedRoles = pickRoles(kept.map((pattern) => pattern.replace(/^arn:\*:/, `arn:${partition}:`)));
  const ways = [...seen, ...protectedRoles].filter((arn) => WAY_OUT.test(arn));
  const likely = [...new Set([...ways, ...seen])];
  return { likely, kept: protectedRoles.filter((arn) => !likely.includes(arn)) };
}

function pickRoles(arns: readonly string[]): readonly string[] {
  return [...new Set(arns.filter((arn) => ROLE.test(arn)))];
}

/** What conditions of this policy say of principals. */
function findExempted(document: PolicyDocument): readonly string[] {
  return getOutline(document).statements.flatMap((statement) =>
    getConditions(statement)
      .filter(({ key }) => key.name.toLowerCase() === "aws:principalarn")
      .flatMap(({ key }) => getStringNodes(key.value).map((node) => getString(node) ?? "")),
  );
}
