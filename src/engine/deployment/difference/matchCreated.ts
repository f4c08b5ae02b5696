import type { OrganizationContents } from "../../../organization/model";

/**
 * By id in the copy: what of the original a thing made in the copy stands for, since the copy deleted that and made
 * another of its name in its place. AWS takes no two OUs of a name in one parent, nor two policies of a name and type.
 */
export function matchCreated(from: OrganizationContents, to: OrganizationContents): ReadonlyMap<string, string> {
  const matched = new Map<string, string>();
  const findGone = <T extends { readonly id: string }>(before: readonly T[], after: readonly T[]) => {
    const staying = new Set(after.map(({ id }) => id));
    return before.filter(({ id }) => !staying.has(id));
  };
  const goneUnits = findGone(from.organizationalUnits, to.organizationalUnits);
  const known = new Set(from.organizationalUnits.map(({ id }) => id));
  const waiting = new Set(to.organizationalUnits.filter(({ id }) => !known.has(id)));
  // A child is found once its parent is.
  for (let before = -1; before !== waiting.size; ) {
    before = waiting.size;
    for (const unit of waiting) {
      const parentId = matched.get(unit.parentId) ?? unit.parentId;
      const namesake = goneUnits.find((gone) => gone.name === unit.name && gone.parentId === parentId);
      if (!namesake) continue;
      matched.set(unit.id, namesake.id);
      waiting.delete(unit);
    }
  }
  const policies = new Set(from.policies.map(({ id }) => id));
  const gonePolicies = findGone(from.policies, to.policies);
  for (const policy of to.policies) {
    if (policies.has(policy.id)) continue;
    const namesake = gonePolicies.find(({ name, type }) => name === policy.name && type === policy.type);
    if (namesake) matched.set(policy.id, namesake.id);
  }
  return matched;
}
