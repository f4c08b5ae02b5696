import type { OrganizationNames } from "../policy/organizationNames";
import { describeTest } from "../policy/reading/sentence";
import type { Residue } from "./access/residue";

/** So many resources are named before the rest is counted. */
const NAMED = 3;

/**
 * When a statement holds, in English, as Markdown: "when `aws:RequestedRegion` is none of …", "on `arn:aws:s3:::prod/*`".
 * Empty for a residue that always holds.
 */
export function describeResidue(residue: Residue, names?: OrganizationNames): string {
  const { resources, exceptResources, conditions } = residue;
  const isEverything = !exceptResources && resources.every((pattern) => /^\*+$/.test(pattern));
  const on = isEverything ? [] : [`on ${exceptResources ? "all but " : ""}${listResources(resources)}`];
  const tests = conditions.map(({ operator, key, values }) => describeTest(operator, key, values, names));
  return [...on, ...(tests.length > 0 ? [`when ${tests.join(" and ")}`] : [])].join(" ");
}

/** When a Deny holds, after "denied": "unless `aws:PrincipalArn` matches …", "when …"; empty for one that always does. */
export function describeDenial(residue: Residue, names?: OrganizationNames): string {
  const [only, ...more] = residue.conditions;
  const positive = only && more.length === 0 ? getOpposite(only.operator) : undefined;
  if (!only || positive === undefined) return describeResidue(residue, names);
  const on = describeResidue({ ...residue, conditions: [] }, names);
  return `${on} unless ${describeTest(positive, only.key, only.values, names)}`.trim();
}

/** What holds exactly where a negated operator does not; a key that is absent passes the negated one alone. */
function getOpposite(operator: string): string | undefined {
  const found = /^(String|Arn|Numeric|Date|)Not(Equals|Like|IpAddress|EqualsIgnoreCase)(?:IfExists)?$/i.exec(operator);
  return found ? `${found[1]}${found[2]}` : undefined;
}

function listResources(resources: readonly string[]): string {
  const named = resources.slice(0, NAMED).map((resource) => `\`${resource}\``);
  const rest = resources.length - named.length;
  return [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}
