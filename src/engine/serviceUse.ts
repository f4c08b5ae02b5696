/** Which accounts lately used services that are to be denied, in as few of AWS's reports as tell it. */
import type { OrganizationContents } from "../organization/model";
import type { ServiceUse } from "../terms/serviceUse";

export interface ServiceUseSearch {
  readonly contents: Pick<OrganizationContents, "organization" | "organizationalUnits" | "accounts">;
  /** Roots, OUs and accounts to begin with. */
  readonly targetIds: readonly string[];
  /** By prefix, the accounts that matter. */
  readonly wanted: ReadonlyMap<string, ReadonlySet<string>>;
  /** So many reports at most. */
  readonly limit: number;
  readonly fetchUse: (entityPath: string) => Promise<readonly ServiceUse[]>;
  /** Told of each report asked for. */
  readonly onReport?: () => void;
}

export interface ServiceUseFinding {
  readonly prefix: string;
  readonly accounts: readonly UsingAccount[];
  /** Where AWS counts more accounts than it names, and nobody asked on. */
  readonly more: readonly UsingGroup[];
}

export interface UsingAccount {
  readonly accountId: string;
  /** ISO 8601 */
  readonly lastUsed: string;
}

export interface UsingGroup {
  readonly targetId: string;
  /** All that used the service, those included that do not matter. */
  readonly accounts: number;
  /** The last of them. */
  readonly last: UsingAccount;
}

export interface ServiceUseFindings {
  /** Services that were used, in the order of `wanted`. */
  readonly used: readonly ServiceUseFinding[];
  readonly unused: readonly string[];
  /** Services that AWS's report leaves out. */
  readonly untold: readonly string[];
}

/**
 * A report on an OU counts accounts and names the last one only: where there are more, its OUs and accounts are asked in
 * turn (IAM API Reference, AccessDetail).
 */
export async function findServiceUse(search: ServiceUseSearch): Promise<ServiceUseFindings> {
  const { contents, wanted, limit, fetchUse, onReport } = search;
  const tree = createTree(contents);
  const accounts = new Map<string, Map<string, UsingAccount>>();
  const more = new Map<string, UsingGroup[]>();
  const untold = new Set<string>();
  let asked = 0;

  const add = (prefix: string, { accountId, lastUsed }: UsingAccount) => {
    if (!wanted.get(prefix)?.has(accountId)) return;
    const known = accounts.get(prefix) ?? new Map<string, UsingAccount>();
    accounts.set(prefix, known.set(accountId, { accountId, lastUsed }));
  };

  /** Answers what is to be asked below. */
  async function ask({ targetId, prefixes }: Step): Promise<Step | undefined> {
    onReport?.();
    const uses = new Map((await fetchUse(tree.getPath(targetId))).map((use) => [use.prefix.toLowerCase(), use]));
    const open: string[] = [];
    for (const prefix of prefixes) {
      const use = uses.get(prefix.toLowerCase());
      if (!use) untold.add(prefix);
      if (!use?.lastUsed || use.accounts === 0) continue;
      const accountId = tree.isAccount(targetId)
        ? targetId
        : (use.lastPath?.split("/").findLast((id) => id !== "") ?? "");
      const last = { accountId, lastUsed: use.lastUsed };
      add(prefix, last);
      if (use.accounts === 1 || tree.isAccount(targetId)) continue;
      open.push(prefix);
      more.set(prefix, [...(more.get(prefix) ?? []), { targetId, accounts: use.accounts, last }]);
    }
    return open.length > 0 ? { targetId, prefixes: open } : undefined;
  }

  const narrow = (targetId: string, prefixes: readonly string[]): readonly Step[] => {
    const below = tree.listAccounts(targetId);
    const kept = prefixes.filter((prefix) => below.some((id) => wanted.get(prefix)?.has(id)));
    return kept.length > 0 ? [{ targetId, prefixes: kept }] : [];
  };
  const { targetIds } = search;
  const tops = targetIds.filter((id) => !targetIds.some((other) => other !== id && tree.isWithin(id, other)));
  let wave = tops.flatMap((id) => narrow(id, [...wanted.keys()]));
  while (wave.length > 0 && asked < limit) {
    const steps = wave.slice(0, limit - asked);
    asked += steps.length;
    const open = (await Promise.all(steps.map(ask))).filter((step) => step !== undefined);
    const next = open.map((step) => ({
      step,
      below: tree.getChildren(step.targetId).flatMap((id) => narrow(id, step.prefixes)),
    }));
    // A group is asked on whole or not at all, so that what is told of it stays one thing.
    wave = [];
    for (const { step, below } of next) {
      if (asked + wave.length + below.length > limit) continue;
      wave.push(...below);
      for (const prefix of step.prefixes) {
        more.set(
          prefix,
          (more.get(prefix) ?? []).filter(({ targetId }) => targetId !== step.targetId),
        );
      }
    }
  }

  const used = [...wanted.keys()].map((prefix) => ({
    prefix,
    accounts: [...(accounts.get(prefix)?.values() ?? [])].sort((a, b) => b.lastUsed.localeCompare(a.lastUsed)),
    more: more.get(prefix) ?? [],
  }));
  const isUsed = ({ accounts: named, more: groups }: ServiceUseFinding) => named.length > 0 || groups.length > 0;
  return {
    used: used.filter(isUsed),
    unused: used.filter((one) => !isUsed(one) && !untold.has(one.prefix)).map(({ prefix }) => prefix),
    untold: used.filter((one) => !isUsed(one) && untold.has(one.prefix)).map(({ prefix }) => prefix),
  };
}

interface Step {
  readonly targetId: string;
  readonly prefixes: readonly string[];
}

interface Tree {
  /** `o-exampleorgid/r-a1b2/ou-a1b2-11111111` */
  getPath(id: string): string;
  getChildren(id: string): readonly string[];
  /** Those at or below it. */
  listAccounts(id: string): readonly string[];
  isAccount(id: string): boolean;
  /** Whether it is the other one or below it. */
  isWithin(id: string, otherId: string): boolean;
}

function createTree({ organization, organizationalUnits, accounts }: ServiceUseSearch["contents"]): Tree {
  const parents = new Map([...organizationalUnits, ...accounts].map(({ id, parentId }) => [id, parentId]));
  const children = new Map<string, string[]>();
  for (const [id, parentId] of parents) {
    const siblings = children.get(parentId) ?? [];
    children.set(parentId, siblings);
    siblings.push(id);
  }
  const accountIds = new Set(accounts.map(({ id }) => id));
  const getChildren = (id: string): readonly string[] => children.get(id) ?? [];
  const listAccounts = (id: string): readonly string[] =>
    accountIds.has(id) ? [id] : getChildren(id).flatMap(listAccounts);
  const getPath = (id: string): string => {
    const parent = parents.get(id);
    return `${parent === undefined ? organization.id : getPath(parent)}/${id}`;
  };
  const isWithin = (id: string, otherId: string): boolean => {
    const parent = parents.get(id);
    return id === otherId || (parent !== undefined && isWithin(parent, otherId));
  };
  return { getPath, getChildren, listAccounts, isAccount: (id) => accountIds.has(id), isWithin };
}
