import type { OrganizationNames } from "../../../src/policy/organizationNames";

const WEB = { id: "111122223333", name: "Web Services", state: "ACTIVE", place: "Root/Production" };
const OLD = { id: "444455556666", name: "Old Team", state: "SUSPENDED", place: "Root" };
const ROOT = { kind: "root", id: "r-a1b2", name: "Root", place: "Root", path: "o-exampleorgid/r-a1b2/" } as const;
const PRODUCTION = {
  kind: "organizationalUnit",
  id: "ou-a1b2-11112222",
  name: "Production",
  place: "Root/Production",
  path: "o-exampleorgid/r-a1b2/ou-a1b2-11112222/",
} as const;

/** A small organization that is known whole. */
export const names: OrganizationNames = {
  organizationId: "o-exampleorgid",
  managementAccountId: "999999999999",
  partition: "aws",
  accounts: [OLD, WEB],
  hasAllAccounts: true,
  parents: [ROOT, PRODUCTION],
  hasAllParents: true,
  roles: [],
  getAccount: (id) => [WEB, OLD].find((account) => account.id === id),
  getParent: (id) => [ROOT, PRODUCTION].find((parent) => parent.id === id),
};
