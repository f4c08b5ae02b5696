/** How many actions a statement speaks of. */
import { RESOURCE_CONTROL_POLICY, type PolicyType } from "../../terms/policyTypes";
import { supportsResourceControl } from "../../terms/rcpServices";
import type { Catalogue } from "../catalogue";
import { hasPlaceholder } from "../placeholder";
import type { Statement } from "../statements";
import { getStringNodes } from "../tree";
import { computeOnce } from "../memo";

export interface Coverage {
  readonly count: number;
  /** All that a policy of the type can speak of. */
  readonly total: number;
  /** Of how many services. */
  readonly services: number;
}

/**
 * Comparisons of patterns with actions that one look at a document may take, some tens of milliseconds: two dozen
 * patterns over all services, more than a policy has any use for.
 */
export const MOST_COMPARISONS = 600_000;

/** `undefined` where a template's gap stands among the actions, none are written, or counting would take too long. */
export const getCoverage = computeOnce(findCoverage);

function findCoverage(statement: Statement, type: PolicyType, catalogue: Catalogue): Coverage | undefined {
  const member = statement.get("Action") ?? statement.get("NotAction");
  const patterns = getStringNodes(member?.value).map((node) => String(node.value));
  if (!member || patterns.length === 0 || patterns.some(hasPlaceholder)) return undefined;
  if (catalogue.countComparisons(patterns) > MOST_COMPARISONS) return undefined;
  const isReached = (prefix: string) => type !== RESOURCE_CONTROL_POLICY || supportsResourceControl(prefix);
  const reached = catalogue.services.filter(({ prefix }) => isReached(prefix));
  const total = reached.reduce((sum, { actionCount }) => sum + actionCount, 0);
  const matched = new Map([...catalogue.countMatches(patterns)].filter(([prefix]) => isReached(prefix)));
  const count = [...matched.values()].reduce((sum, one) => sum + one, 0);
  const untouched = reached.filter(({ prefix, actionCount }) => (matched.get(prefix) ?? 0) < actionCount);
  return member.name === "Action"
    ? { count, total, services: matched.size }
    : { count: total - count, total, services: untouched.length };
}
