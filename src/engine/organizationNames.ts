import type { KnownAccount, KnownParent, OrganizationNames, SeenRole } from "../policy/organizationNames";
import type { Account, Organization, OrganizationContents, OrganizationalUnit, Root } from "../organization/model";
import { createGrouping } from "../organization/grouping";
import { getTaggableIds } from "../organization/loadTags";
import { sortByName } from "../organization/order";
import type { OrganizationStore, StorePart } from "../organization/store";
import { parseArn } from "../terms/arns";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY, type PolicyType } from "../terms/policyTypes";
import { findTags, TAG_POLICY, type TagSource } from "./knownTags";

/** The parts of an organization that have names; asked for each only when the language asks for it. */
interface NameSource {
  readonly organization: Pick<Organization, "id" | "arn" | "masterAccountId">;
  readonly roots: readonly Root[];
  getUnits(): readonly OrganizationalUnit[];
  /** By name. */
  getAccounts(): readonly Account[];
  findAccount(id: string): Account | undefined;
  hasAllAccounts(): boolean;
  hasAllParents(): boolean;
  /** Texts of policies, as far as known. */
  getPolicies(): readonly { readonly name: string; readonly content: string }[];
  getTags(): TagSource;
}

/** The names of an organization file or snapshot, whose gaps say what is not all there. */
export function getNamesFromContents(contents: OrganizationContents): OrganizationNames {
  const misses = (operations: readonly string[]) =>
    (contents.gaps ?? []).some(({ operation }) => operations.includes(operation));
  const accountsById = once(() => new Map(contents.accounts.map((account) => [account.id, account])));
  return createNames({
    organization: contents.organization,
    roots: contents.roots,
    getUnits: () => contents.organizationalUnits,
    getAccounts: () => sortByName(contents.accounts),
    findAccount: (id) => accountsById().get(id),
    hasAllAccounts: () => !misses(["ListAccounts", "ListAccountsForParent", "ListChildren"]),
    hasAllParents: () => !misses(["ListRoots", "ListOrganizationalUnitsForParent", "ListChildren"]),
    getPolicies: () => contents.policies,
    getTags: () => ({
      tagged: Object.values(contents.tags),
      policies: contents.policies.filter(({ type }) => type === TAG_POLICY),
    }),
  });
}

/**
 * The names that a store knows now; `undefined` until it knows the organization itself. What is stale after a refresh
 * still has its names, but is not called all there is.
 */
export function getNamesFromStore(store: OrganizationStore): OrganizationNames | undefined {
  const organization = store.getOrganization();
  if (!organization) return undefined;
  const roots = store.getRoots();
  const isLoaded = (part: StorePart) => store.getState(part).state === "loaded";
  const getUnits = once(() =>
    store
      .getKnownTargets()
      .flatMap((target) => (target.kind === "organizationalUnit" ? [target.organizationalUnit] : [])),
  );
  const getTexts = (type: PolicyType) => (store.getPolicies(type) ?? []).flatMap(({ id }) => store.getPolicy(id) ?? []);
  return createNames({
    organization,
    roots: roots ?? [],
    getUnits,
    getAccounts: () => store.getAccounts() ?? sortByName(getSeenAccounts(store)),
    findAccount(id) {
      const target = store.getTarget(id);
      return target?.kind === "account" ? target.account : undefined;
    },
    hasAllAccounts: () => isLoaded({ part: "accounts" }),
    hasAllParents: () =>
      isLoaded({ part: "roots" }) &&
      [...(roots ?? []), ...getUnits()].every(({ id }) => isLoaded({ part: "children", parentId: id })),
    getPolicies: () => [SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY].flatMap(getTexts),
    getTags: () => ({
      tagged: getTaggableIds(store).flatMap((id) => [store.getTags(id) ?? {}]),
      policies: getTexts(TAG_POLICY),
    }),
  });
}

function getSeenAccounts(store: OrganizationStore): readonly Account[] {
  return store.getKnownTargets().flatMap((target) => (target.kind === "account" ? [target.account] : []));
}

function createNames(source: NameSource): OrganizationNames {
  const { organization } = source;
  const parents = once(() => findParents(source));
  const parentsById = once(() => new Map(parents().map((parent) => [parent.id, parent])));
  const name = ({ id, name, state, parentId }: Account): KnownAccount => {
    return { id, name, state, place: parentsById().get(parentId)?.place ?? "" };
  };
  const accounts = once(() => source.getAccounts().map(name));
  const roles = once(() => findRoles(source.getPolicies()));
  const tags = once(() => findTags(source.getTags()));
  const hasAllAccounts = once(() => source.hasAllAccounts());
  const hasAllParents = once(() => source.hasAllParents());
  return Object.freeze<OrganizationNames>({
    organizationId: organization.id,
    managementAccountId: organization.masterAccountId,
    partition: parseArn(organization.arn)?.partition ?? "aws",
    get accounts() {
      return accounts();
    },
    get hasAllAccounts() {
      return hasAllAccounts();
    },
    get parents() {
      return parents();
    },
    get hasAllParents() {
      return hasAllParents();
    },
    get roles() {
      return roles();
    },
    get tags() {
      return tags();
    },
    getAccount(id) {
      const account = source.findAccount(id);
      return account && name(account);
    },
    getParent: (id) => parentsById().get(id),
  });
}

/** Makes a thing when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Roots and OUs, depth first; an OU whose parent is not known yet is left out, for it has no path. */
function findParents(source: NameSource): readonly KnownParent[] {
  const { organization, roots } = source;
  const units = source.getUnits();
  const getUnitsOf = createGrouping<OrganizationalUnit>((unit) => unit.parentId);
  const found: KnownParent[] = [];
  function add(parent: KnownParent): void {
    found.push(parent);
    for (const { id, name } of sortByName(getUnitsOf(parent.id, units))) {
      const [place, path] = [`${parent.place}/${name}`, `${parent.path}${id}/`];
      add({ kind: "organizationalUnit", id, name, place, path });
    }
  }
  for (const { id, name } of roots) add({ kind: "root", id, name, place: name, path: `${organization.id}/${id}/` });
  return found;
}

/** ARNs of roles as policies write them, wildcards included; what Terraform fills in later is no name. */
const ROLE = /"(arn:[^":$]*:iam::[^":$]*:role\/[^"\\<>{}\s]+)"/g;

function findRoles(policies: ReturnType<NameSource["getPolicies"]>): readonly SeenRole[] {
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
