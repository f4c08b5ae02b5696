/** From what a person writes to ids: ids themselves, names, and paths such as `Root/Production`. */
import type { OrganizationContents, Policy } from "../organization/model";

type Found<T> = { readonly found: T } | { readonly problem: string };

interface Target {
  readonly id: string;
  readonly name: string;
  readonly parentId?: string;
}

/** A root, OU or account by id, path from the root, or a name that only one of them has. */
export function findTarget(contents: OrganizationContents, text: string): Found<string> {
  const targets: readonly Target[] = [...contents.roots, ...contents.organizationalUnits, ...contents.accounts];
  const byId = targets.find((target) => target.id === text);
  if (byId) return { found: byId.id };
  const wanted = text.split("/").filter((name) => name !== "");
  const last = wanted.at(-1);
  const byEnd = new Map(targets.map((target) => [target.id, target]));
  const matches = targets.filter((target) => target.name === last && endsWith(target, wanted, byEnd));
  const whole = matches.filter((target) => getDepth(target, byEnd) === wanted.length);
  const [match, ...others] = whole.length === 1 ? whole : matches;
  if (!match) return { problem: `there is no root, OU or account ${text}` };
  if (others.length > 0) return { problem: `several are called ${text}: ${matches.map(({ id }) => id).join(", ")}` };
  return { found: match.id };
}

/** A policy by id, or by a name that only one of them has. */
export function findPolicy({ policies }: OrganizationContents, text: string): Found<Policy> {
  const byId = policies.find((policy) => policy.id === text);
  if (byId) return { found: byId };
  const [match, ...others] = policies.filter((policy) => policy.name === text);
  if (!match) return { problem: `there is no policy ${text}` };
  if (others.length > 0) {
    return { problem: `several policies are called ${text}: ${[match, ...others].map(({ id }) => id).join(", ")}` };
  }
  return { found: match };
}

/** Tells of any id `Root/Production/Web Services`, as far as the way up is known. */
export function createTargetPaths(contents: OrganizationContents): (targetId: string) => string {
  const targets: readonly Target[] = [...contents.roots, ...contents.organizationalUnits, ...contents.accounts];
  const byId = new Map(targets.map((target) => [target.id, target]));
  return (targetId) => {
    const names: string[] = [];
    for (let target = byId.get(targetId); target && names.length < targets.length; ) {
      names.unshift(target.name);
      target = byId.get(target.parentId ?? "");
    }
    return names.length > 0 ? names.join("/") : targetId;
  };
}

function endsWith(target: Target, names: readonly string[], byId: ReadonlyMap<string, Target>): boolean {
  let current: Target | undefined = target;
  for (const name of names.toReversed()) {
    if (current?.name !== name) return false;
    current = byId.get(current.parentId ?? "");
  }
  return true;
}

function getDepth(target: Target, byId: ReadonlyMap<string, Target>): number {
  let depth = 0;
  for (let at: Target | undefined = target; at && depth <= byId.size; at = byId.get(at.parentId ?? "")) depth++;
  return depth;
}
