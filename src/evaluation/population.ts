import type { Account, OrganizationContents } from "../organization/model";

/**
 * Accounts, those apart that a change means little to: the management account, which SCPs and RCPs leave alone, and
 * accounts that are closed or on their way to it.
 */
export interface Population {
  /** Active members, and those that are still being activated. */
  readonly members: readonly Account[];
  readonly management: readonly Account[];
  readonly suspended: readonly Account[];
  /** CLOSED and PENDING_CLOSURE. */
  readonly closed: readonly Account[];
}

export function sortAccounts(
  accounts: readonly Account[],
  { organization }: Pick<OrganizationContents, "organization">,
): Population {
  const sorted = { members: [], management: [], suspended: [], closed: [] } as Record<keyof Population, Account[]>;
  for (const account of accounts) sorted[getGroup(account, organization.masterAccountId)].push(account);
  return sorted;
}

function getGroup({ id, state }: Account, managementId: string): keyof Population {
  if (id === managementId) return "management";
  switch (state) {
    case "SUSPENDED":
      return "suspended";
    case "PENDING_CLOSURE":
    case "CLOSED":
      return "closed";
    default:
      // Active, about to be, or in a state that AWS has added since: its principals are taken to be reached.
      return "members";
  }
}
