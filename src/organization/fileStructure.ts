import { getTargetKind } from "../terms/ids";
import type { OrganizationContents } from "./model";

/**
 * What makes no tree of a file's roots, OUs and accounts, with its place: one id for two things, a parent that is none or
 * is missing, OUs that lie in each other. Where a file says that something was not read, a parent may be what was not.
 */
export function findStructureProblem({
  roots,
  organizationalUnits,
  accounts,
  policies,
  gaps = [],
}: OrganizationContents): string | undefined {
  const parents = new Map<string, string | undefined>();
  const places = new Map<string, string>();
  const lists = { roots, organizationalUnits, accounts };
  for (const [section, list] of Object.entries(lists)) {
    for (const [index, thing] of list.entries()) {
      const place = `${section}[${index}]`;
      const other = places.get(thing.id);
      if (other !== undefined) return `${place}.Id: ${thing.id} is ${other} already.`;
      places.set(thing.id, place);
      parents.set(thing.id, "parentId" in thing ? thing.parentId : undefined);
    }
  }
  const policyPlaces = new Map<string, string>();
  for (const [index, { id }] of policies.entries()) {
    const other = policyPlaces.get(id);
    if (other !== undefined) return `policies[${index}].Id: ${id} is ${other} already.`;
    policyPlaces.set(id, `policies[${index}]`);
  }
  for (const [id, parentId] of parents) {
    if (parentId === undefined) continue;
    const place = `${places.get(id)}.ParentId`;
    if (getTargetKind(parentId) === "account") return `${place}: ${parentId} is an account, which holds nothing.`;
    if (gaps.length === 0 && !parents.has(parentId)) return `${place}: ${parentId} is missing in this file.`;
  }
  const ring = findRing(parents);
  return ring === undefined ? undefined : `${places.get(ring)}.ParentId: ${ring} lies in itself.`;
}

/** An id that its own parents lead back to. Each is walked through once. */
function findRing(parents: ReadonlyMap<string, string | undefined>): string | undefined {
  const checked = new Set<string>();
  for (const id of parents.keys()) {
    const path = new Set<string>();
    for (let at: string | undefined = id; at !== undefined && !checked.has(at); at = parents.get(at)) {
      if (path.has(at)) return at;
      path.add(at);
    }
    for (const one of path) checked.add(one);
  }
  return undefined;
}
