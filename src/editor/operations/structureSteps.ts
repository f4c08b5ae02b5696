/** What it takes to move accounts and to delete organizational units, read from the store. No VS Code here. */
import { RCP_FULL_AWS_ACCESS } from "../../terms/policyTypes";
import type { OrganizationalUnitState, Step, StepOf } from "../../changes/step";
import type { Account, OrganizationalUnit } from "../../organization/model";
import type { OrganizationStore } from "../../organization/store";

/** Accounts that are there already stay out of it. */
export function getMoveSteps(accounts: readonly Account[], to: string): readonly StepOf<"moveAccount">[] {
  return accounts
    .filter(({ parentId }) => parentId !== to)
    .map(({ id, parentId }) => ({ kind: "moveAccount", accountId: id, from: parentId, to }));
}

/** The accounts meant by targets: accounts themselves, and those directly in an OU or root. */
export async function loadAccountsOf(
  store: OrganizationStore,
  targetIds: readonly string[],
): Promise<readonly Account[]> {
  const accounts = new Map<string, Account>();
  for (const id of targetIds) {
    if (!store.getTarget(id)) await store.loadAccounts();
    const target = store.getTarget(id);
    if (target?.kind === "account") accounts.set(id, target.account);
    else if (target) for (const account of (await store.loadChildren(id)).accounts) accounts.set(account.id, account);
  }
  return [...accounts.values()];
}

export interface UnitTree {
  readonly unit: OrganizationalUnit;
  readonly accounts: readonly Account[];
  readonly children: readonly UnitTree[];
}

export async function loadUnitTree(store: OrganizationStore, unit: OrganizationalUnit): Promise<UnitTree> {
  store.refresh([{ part: "children", parentId: unit.id }]);
  const { organizationalUnits, accounts } = await store.loadChildren(unit.id);
  const children = await Promise.all(organizationalUnits.map((child) => loadUnitTree(store, child)));
  return { unit, accounts, children };
}

export function getAccountsIn({ accounts, children }: UnitTree): readonly Account[] {
  return [...accounts, ...children.flatMap(getAccountsIn)];
}

/** The lowest first, since AWS deletes empty ones only; accounts in it are moved to `to` before. */
export async function loadDeleteUnitSteps(
  store: OrganizationStore,
  tree: UnitTree,
  to: string,
): Promise<readonly Step[]> {
  return [...getMoveSteps(getAccountsIn(tree), to), ...(await loadDeletions(store, tree))];
}

async function loadDeletions(store: OrganizationStore, { unit, children }: UnitTree): Promise<readonly Step[]> {
  const below = await Promise.all(children.map((child) => loadDeletions(store, child)));
  const was = await loadUnitState(store, unit);
  return [...below.flat(), { kind: "deleteOrganizationalUnit", organizationalUnitId: unit.id, was }];
}

async function loadUnitState(
  store: OrganizationStore,
  { id, name, parentId }: OrganizationalUnit,
): Promise<OrganizationalUnitState> {
  await store.loadRoots();
  const types = store.getEnabledPolicyTypes();
  store.refresh([
    { part: "tags", resourceId: id },
    ...types.map((type) => ({ part: "attached", targetId: id, type }) as const),
  ]);
  const [tags, ...lists] = await Promise.all([
    store.loadTags(id),
    ...types.map((type) => store.loadAttached(id, type)),
  ]);
  const attachments = lists.flat().filter((policy) => policy.id !== RCP_FULL_AWS_ACCESS);
  return {
    parentId,
    name,
    tags,
    attachments: attachments.map((policy) => ({ policyId: policy.id, policyType: policy.type })),
  };
}
