import type { KnownAccount, KnownParent, OrganizationNames, SeenRole } from "../policy/organizationNames";
import type { Account, Organization, OrganizationContents, OrganizationalUnit, Root } from "../organization/model";
import { createGrouping } from "../organization/grouping";
import { sortByName } from "../organization/order";
import type { OrganizationStore } from "../organization/store";
import { parseArn } from "../terms/arns";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../terms/policyTypes";

/** The parts of an organization that have names. */
interface NameSource {
  readonly organization: Pick<Organization, "id" | "arn" | "masterAccountId">;
  readonly roots: readonly Root[];
  readonly organizationalUnits: readonly OrganizationalUnit[];
  readonly accounts: readonly Account[];
  readonly hasAllAccounts: boolean;
  readonly hasAllParents: boolean;
  /** Texts of policies, as far as known. */
  readonly policies: readonly { readonly name: string; readonly content: string }[];
}

/** The names of an organization file or snapshot, whose gaps say what is not all there. */
export function getNamesFromContents(contents: OrganizationContents): OrganizationNames {
  const misses = (operations: readonly string[]) =>
    (contents.gaps ?? []).some(({ operation }) => operations.includes(operation));
  return createNames({
    ...contents,
    hasAllAccounts: !misses(["ListAccounts", "ListAccountsForParent", "ListChildren"]),
    hasAllParents: !misses(["ListRoots", "ListOrganizationalUnitsForParent", "ListChildren"]),
  });
}

/** The names that a store knows now; `undefined` until it knows the organization itself. */
export function getNamesFromStore(store: OrganizationStore): OrganizationNames | undefined {
  const organization = store.getOrganization();
  if (!organization) return undefined;
  const roots = store.getRoots();
  const targets = store.getKnownTargets();
  const organizationalUnits = targets.flatMap((target) =>
    target.kind === "organizationalUnit" ? [target.organizationalUnit] : [],
  );
  const parents = [...(roots ?? []), ...organizationalUnits];
  return createNames({
    organization,
    roots: roots ?? [],
    organizationalUnits,
    accounts: targets.flatMap((target) => (target.kind === "account" ? [target.account] : [])),
    hasAllAccounts: store.getAccounts() !== undefined,
    hasAllParents: roots !== undefined && parents.every(({ id }) => store.getChildren(id)),
    policies: [SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY].flatMap((type) =>
      (store.getPolicies(type) ?? []).flatMap(({ id }) => store.getPolicy(id) ?? []),
    ),
  });
}

function createNames(source: NameSource): OrganizationNames {
  const { organization, hasAllAccounts, hasAllParents } = source;
  const parents = findParents(source);
  const parentsById = new Map(parents.map((parent) => [parent.id, parent]));
  const accounts = sortByName(source.accounts).map(
    ({ id, name, state, parentId }): KnownAccount => ({
      id,
      name,
      state,
      place: parentsById.get(parentId)?.place ?? "",
    }),
  );
  const accountsById = new Map(accounts.map((account) => [account.id, account]));
  let roles: readonly SeenRole[] | undefined;
  return Object.freeze<OrganizationNames>({
    organizationId: organization.id,
    managementAccountId: organization.masterAccountId,
    partition: parseArn(organization.arn)?.partition ?? "aws",
    accounts,
    hasAllAccounts,
    parents,
    hasAllParents,
    get roles() {
      return (roles ??= findRoles(source.policies));
    },
    getAccount: (id) => accountsById.get(id),
    getParent: (id) => parentsById.get(id),
  });
}

/** Roots and OUs, depth first; an OU whose parent is not known yet is left out, for it has no path. */
function findParents({ organization, roots, organizationalUnits }: NameSource): readonly KnownParent[] {
  const getUnitsOf = createGrouping<OrganizationalUnit>((unit) => unit.parentId);
  const found: KnownParent[] = [];
  function add(parent: KnownParent): void {
    found.push(parent);
    for (const { id, name } of sortByName(getUnitsOf(parent.id, organizationalUnits))) {
      const [place, path] = [`${parent.place}/${name}`, `${parent.path}${id}/`];
      add({ kind: "organizationalUnit", id, name, place, path });
    }
  }
  for (const { id, name } of roots) add({ kind: "root", id, name, place: name, path: `${organization.id}/${id}/` });
  return found;
}

/** ARNs of roles as policies write them, wildcards included; what Terraform fills in later is no name. */
const ROLE = /"(arn:[^":]*:iam::[^":]*:role\/[^"\\<>{}\s]+)"/g;

function findRoles(policies: NameSource["policies"]): readonly SeenRole[] {
  const found = new Map<string, Set<string>>();
  for (const { name, content } of policies) {
    for (const [, arn = ""] of content.matchAll(ROLE)) {
      const names = found.get(arn) ?? new Set();
      found.set(arn, names.add(name));
    }
  }
  return [...found]
    .map(([arn, names]): SeenRole => ({ arn, policies: [...names].sort() }))
    .sort((a, b) => b.policies.length - a.policies.length || (a.arn < b.arn ? -1 : 1));
}
