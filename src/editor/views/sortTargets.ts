import type { PolicyTarget } from "../../organization/model";
import { sortByName } from "../../organization/order";

const RANK: Readonly<Record<PolicyTarget["type"], number>> = { ROOT: 0, ORGANIZATIONAL_UNIT: 1, ACCOUNT: 2 };

/** From the top of the organization down, then by name. */
export function sortTargets(targets: readonly PolicyTarget[]): readonly PolicyTarget[] {
  return sortByName(targets.map((target) => ({ ...target, id: target.targetId }))).toSorted(
    (a, b) => RANK[a.type] - RANK[b.type],
  );
}
