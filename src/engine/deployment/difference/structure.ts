/** Steps that shape OUs and accounts as a copy has them. */
import type { OrganizationalUnit, OrganizationContents } from "../../../organization/model";
import { getFreeName } from "./freeName";
import type { StepWriter } from "./stepWriter";

/** Parents before their children. */
export function createUnits({ draft, put, ids, setId }: StepWriter, to: OrganizationContents): void {
  const waiting = new Set(to.organizationalUnits.filter(({ id }) => !draft.getUnit(ids(id))));
  for (let before = -1; before !== waiting.size; ) {
    before = waiting.size;
    for (const unit of waiting) {
      const parentId = ids(unit.parentId);
      if (!draft.isParent(parentId)) continue;
      const { name } = unit;
      setId(unit.id, put({ kind: "createOrganizationalUnit", parentId, name, tags: to.tags[unit.id] ?? {} }));
      waiting.delete(unit);
    }
  }
}

/** What bears a name that another is to have makes room for it: it is renamed or deleted later anyway. */
export function renameUnits({ draft, put, ids }: StepWriter, to: OrganizationContents): void {
  const rename = (unit: OrganizationalUnit, name: string): void => {
    if (unit.name === name) return;
    put({ kind: "updateOrganizationalUnit", organizationalUnitId: unit.id, from: unit.name, to: name });
  };
  for (const { id, name } of to.organizationalUnits) {
    const unit = draft.getUnit(ids(id));
    if (!unit || unit.name === name) continue;
    const siblings = [...draft.getChildren(unit.parentId)].flatMap((child) => draft.getUnit(child) ?? []);
    const holder = siblings.find((sibling) => sibling.name === name);
    if (holder) rename(holder, getFreeName(name, siblings));
    rename(unit, name);
  }
}

/** They join at the root, and are moved later. */
export function createAccounts({ draft, put, ids, setId }: StepWriter, to: OrganizationContents): void {
  for (const { id, email, name, joinedMethod } of to.accounts) {
    if (draft.getAccount(ids(id)) || joinedMethod !== "CREATED") continue;
    setId(id, put({ kind: "createAccount", email, name, tags: to.tags[id] ?? {} }));
  }
}

export function updateAccounts({ draft, put, ids }: StepWriter, to: OrganizationContents): void {
  for (const { id, name } of to.accounts) {
    const known = draft.getAccount(ids(id));
    if (known && known.name !== name) put({ kind: "putAccountName", accountId: known.id, from: known.name, to: name });
  }
}

export function moveAccounts({ draft, put, ids }: StepWriter, to: OrganizationContents): void {
  for (const { id, parentId } of to.accounts) {
    const known = draft.getAccount(ids(id));
    const wanted = ids(parentId);
    if (known && known.parentId !== wanted) {
      put({ kind: "moveAccount", accountId: known.id, from: known.parentId, to: wanted });
    }
  }
}

export function leaveAccounts({ draft, put, keeps }: StepWriter, to: OrganizationContents): void {
  const wanted = new Map(to.accounts.map((account) => [account.id, account]));
  for (const { id: accountId, state } of [...draft.getAccounts()]) {
    const after = wanted.get(accountId);
    if (!after && !keeps(accountId)) put({ kind: "removeAccountFromOrganization", accountId });
    else if (state === "ACTIVE" && isClosing(after?.state)) put({ kind: "closeAccount", accountId });
  }
}

export function isClosing(state: string | undefined): boolean {
  return state === "PENDING_CLOSURE" || state === "SUSPENDED" || state === "CLOSED";
}

/** Children before their parents. */
export function deleteUnits({ draft, put, keeps }: StepWriter, to: OrganizationContents): void {
  const staying = new Set(to.organizationalUnits.map(({ id }) => id));
  const gone = draft.getContents().organizationalUnits.filter(({ id }) => !staying.has(id) && !keeps(id));
  for (const { id, parentId, name } of gone.toSorted(
    (a, b) => draft.getPath(b.id).length - draft.getPath(a.id).length,
  )) {
    const attachments = [...draft.getAllPolicies()]
      .filter((policy) => draft.getAttached(id, policy.type).includes(policy))
      .map((policy) => ({ policyId: policy.id, policyType: policy.type }));
    const was = { parentId, name, tags: draft.getTags(id), attachments };
    put({ kind: "deleteOrganizationalUnit", organizationalUnitId: id, was });
  }
}
