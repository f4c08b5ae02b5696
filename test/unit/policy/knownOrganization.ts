import type { KnownAccount, KnownParent, OrganizationNames } from "../../../src/policy/organizationNames";

const ACCOUNTS: readonly KnownAccount[] = [
  { id: "111122223333", name: "Billing", state: "ACTIVE", place: "Root" },
  { id: "444455556666", name: "Web", state: "ACTIVE", place: "Root/Production" },
  { id: "777788889999", name: "Old shop", state: "SUSPENDED", place: "Root/Production" },
];

const PARENTS: readonly KnownParent[] = [
  { kind: "root", id: "r-ab12", name: "Root", place: "Root", path: "o-a1b2c3d4e5/r-ab12/" },
  {
    kind: "organizationalUnit",
    id: "ou-ab12-11111111",
    name: "Production",
    place: "Root/Production",
    path: "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/",
  },
  {
    kind: "organizationalUnit",
    id: "ou-ab12-22222222",
    name: "Shop",
    place: "Root/Production/Shop",
    path: "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/ou-ab12-22222222/",
  },
];

/** A small organization, all of it known. */
export const ORGANIZATION: OrganizationNames = {
  organizationId: "o-a1b2c3d4e5",
  managementAccountId: "111122223333",
  partition: "aws",
  accounts: ACCOUNTS,
  hasAllAccounts: true,
  parents: PARENTS,
  hasAllParents: true,
  roles: [],
  tags: [],
  getAccount: (id) => ACCOUNTS.find((account) => account.id === id),
  getParent: (id) => PARENTS.find((parent) => parent.id === id),
};
