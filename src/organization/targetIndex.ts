import { getTargetKind } from "../terms/ids";
import type { Account, OrganizationalUnit, Root } from "./model";
import type { Children, Target } from "./store";

/** Every root, OU and account seen so far by id, and what lies above it. */
export class TargetIndex {
  readonly #targets = new Map<string, Target>();
  readonly #parents = new Map<string, string>();
  readonly #children = new Map<string, Set<string>>();

  get(id: string): Target | undefined {
    return this.#targets.get(id);
  }

  get size(): number {
    return this.#targets.size;
  }

  getAll(): readonly Target[] {
    return [...this.#targets.values()];
  }

  /** The chain down to a target, as far up as it is known. */
  getPath(id: string): readonly Target[] {
    const path: Target[] = [];
    for (let at: string | undefined = id; at !== undefined; at = this.#parents.get(at)) {
      const target = this.#targets.get(at);
      if (!target) break;
      path.push(target);
    }
    return path.reverse();
  }

  /** What lies above a target, nearest first; `undefined` when that is not known up to a root. */
  getAncestorIds(id: string): readonly string[] | undefined {
    const ids: string[] = [];
    for (let at = this.#parents.get(id); at !== undefined; at = this.#parents.get(at)) ids.push(at);
    const top = ids.at(-1) ?? id;
    return getTargetKind(top) === "root" ? ids : undefined;
  }

  setRoots(roots: readonly Root[]): void {
    const ids = new Set(roots.map((root) => root.id));
    for (const target of this.getAll()) {
      if (target.kind === "root" && !ids.has(target.root.id)) this.#remove(target.root.id);
    }
    for (const root of roots) this.#targets.set(root.id, { kind: "root", root });
  }

  setChildren(parentId: string, { organizationalUnits, accounts }: Children): void {
    const ids = new Set([...organizationalUnits, ...accounts].map((child) => child.id));
    for (const id of [...(this.#children.get(parentId) ?? [])]) {
      if (!ids.has(id)) this.#remove(id);
    }
    this.#setUnits(parentId, organizationalUnits);
    this.#setAccounts(accounts);
  }

  /** All child OUs of a parent: whichever is not among them has gone, with all that lay below it. */
  setOrganizationalUnits(parentId: string, units: readonly OrganizationalUnit[]): void {
    const ids = new Set(units.map((unit) => unit.id));
    for (const id of [...(this.#children.get(parentId) ?? [])]) {
      if (!ids.has(id) && getTargetKind(id) === "organizationalUnit") this.#remove(id);
    }
    this.#setUnits(parentId, units);
  }

  /** All accounts of the organization: whichever is not among them has left. */
  setAccounts(accounts: readonly Account[]): void {
    const ids = new Set(accounts.map((account) => account.id));
    for (const target of this.getAll()) {
      if (target.kind === "account" && !ids.has(target.account.id)) this.#remove(target.account.id);
    }
    this.#setAccounts(accounts);
  }

  /** Returns whether that is news. */
  setParent(id: string, parentId: string): boolean {
    const before = this.#parents.get(id);
    if (before === parentId) return false;
    if (before !== undefined) this.#children.get(before)?.delete(id);
    this.#parents.set(id, parentId);
    const siblings = this.#children.get(parentId);
    if (siblings) siblings.add(id);
    else this.#children.set(parentId, new Set([id]));
    return true;
  }

  #setUnits(parentId: string, units: readonly OrganizationalUnit[]): void {
    for (const organizationalUnit of units) {
      this.#targets.set(organizationalUnit.id, { kind: "organizationalUnit", organizationalUnit });
      this.setParent(organizationalUnit.id, parentId);
    }
  }

  #setAccounts(accounts: readonly Account[]): void {
    for (const account of accounts) {
      const known = this.#targets.get(account.id);
      if (known?.kind === "account" && known.account === account) continue;
      this.#targets.set(account.id, { kind: "account", account });
      this.setParent(account.id, account.parentId);
    }
  }

  #remove(id: string): void {
    for (const child of [...(this.#children.get(id) ?? [])]) this.#remove(child);
    const parentId = this.#parents.get(id);
    if (parentId !== undefined) this.#children.get(parentId)?.delete(id);
    this.#children.delete(id);
    this.#parents.delete(id);
    this.#targets.delete(id);
  }
}
