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

function listResources(resources: readonly string[]): string {
  const named = resources.slice(0, NAMED).map((resource) => `\`${resource}\``);
  const rest = resources.length - named.length;
  return [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}
