import type { Account } from "./model";
import type { TargetIndex } from "./targetIndex";

/** The accounts below each target; asked for every row of a tree, so it is worked out once for all of them. */
export class AccountsBelow {
  readonly #index: TargetIndex;
  #groups: ReadonlyMap<string, readonly Account[]> | undefined;

  constructor(index: TargetIndex) {
    this.#index = index;
  }

  /** Forgets what was worked out: an account or an OU has another place. */
  reset(): void {
    this.#groups = undefined;
  }

  /** An account counts as below itself; `undefined` while the place of any account is unknown. */
  get(targetId: string, accounts: readonly Account[]): readonly Account[] | undefined {
    this.#groups ??= this.#group(accounts);
    return this.#groups && (this.#groups.get(targetId) ?? []);
  }

  #group(accounts: readonly Account[]): ReadonlyMap<string, readonly Account[]> | undefined {
    const groups = new Map<string, Account[]>();
    /** Of the OUs and roots that hold accounts, themselves included: there are far fewer of them. */
    const chains = new Map<string, readonly string[]>();
    for (const account of accounts) {
      let chain = chains.get(account.parentId);
      if (!chain) {
        const ancestorIds = this.#index.getAncestorIds(account.parentId);
        if (!ancestorIds) return undefined;
        chains.set(account.parentId, (chain = [account.parentId, ...ancestorIds]));
      }
      groups.set(account.id, [account]);
      for (const id of chain) {
        const group = groups.get(id);
        if (group) group.push(account);
        else groups.set(id, [account]);
      }
    }
    return groups;
  }
}
