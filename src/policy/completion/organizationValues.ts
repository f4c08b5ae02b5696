/** Values that the connected organization, a snapshot or the demo gives: ids with the names that people know. */
import type { KnownAccount, KnownTag, OrganizationNames } from "../organizationNames";
import type { Suggestion } from "./suggestion";

/** What a key's values are in an organization, told by its name, whatever the service: `kms:CallerAccount`. */
export type OrganizationKeyKind = "organizationId" | "orgPaths" | "account" | "principalArn";

export function getOrganizationKeyKind(key: string): OrganizationKeyKind | undefined {
  const name = key.slice(key.indexOf(":") + 1).toLowerCase();
  if (/^(?:principal|resource|source|vpce|node)orgid$/.test(name)) return "organizationId";
  if (name.endsWith("orgpaths")) return "orgPaths";
  if (name === "principalarn") return "principalArn";
  if (/(?:account|accountid|sourceowner|owneraccountid)$/.test(name)) return "account";
  return undefined;
}

export function suggestOrganizationIds(organization: OrganizationNames | undefined): readonly Suggestion[] {
  if (!organization) return [];
  return [{ label: organization.organizationId, kind: "name", detail: "the connected organization", rank: 0 }];
}

/**
 * Paths of roots and OUs, as aws:PrincipalOrgPaths carries them. Under Like a star takes in all that lies below; without
 * it, only accounts directly there.
 */
export function suggestOrgPaths(
  organization: OrganizationNames | undefined,
  takesWildcards: boolean,
  typed: string,
): readonly Suggestion[] {
  return narrow(organization?.parents ?? [], typed, ({ path, place }, order) => {
    const direct = toName(path, place, `${place}, directly in it`, 1, order);
    return takesWildcards ? [toName(`${path}*`, place, `${place} and below`, 0, order), direct] : [direct];
  });
}

export function suggestAccounts(organization: OrganizationNames | undefined, typed: string): readonly Suggestion[] {
  return narrow(organization?.accounts ?? [], typed, (account, order) => {
    const { id, name, state } = account;
    const isManagement = id === organization?.managementAccountId;
    return [toName(id, name, describeAccount(account, isManagement), state === "ACTIVE" ? 0 : 1, order)];
  });
}

/** More than so many would make VS Code slow, and nobody reads them. */
const MAX_NAMES = 200;

/** All of a small organization; of a large one those that fit what is typed, asked for anew with each key. */
function narrow<T extends { readonly id: string; readonly name: string; readonly place: string }>(
  items: readonly T[],
  typed: string,
  suggest: (item: T, order: number) => readonly Suggestion[],
): readonly Suggestion[] {
  if (items.length <= MAX_NAMES) return items.flatMap(suggest);
  const wanted = typed.toLowerCase();
  const found: Suggestion[] = [];
  for (const item of items) {
    const isWanted =
      item.name.toLowerCase().includes(wanted) ||
      item.id.startsWith(wanted) ||
      item.place.toLowerCase().includes(wanted);
    if (isWanted) found.push(...suggest(item, found.length));
    if (found.length >= MAX_NAMES) break;
  }
  // What stands in a path that is half typed is no name.
  const all = found.length > 0 ? found : items.slice(0, MAX_NAMES).flatMap(suggest);
  return all.map((suggestion) => ({ ...suggestion, isPartial: true }));
}

function describeAccount({ name, place, state }: KnownAccount, isManagement: boolean): string {
  const facts = [place, isManagement && "management account", state !== "ACTIVE" && state.toLowerCase()];
  return [name, ...facts.filter(Boolean)].join(" · ");
}

/** Roles that the organization's policies name, and the shapes that exemptions take. */
export function suggestPrincipalArns(
  organization: OrganizationNames | undefined,
  partition: string,
): readonly Suggestion[] {
  const seen = (organization?.roles ?? []).map(({ arn, policies }, order): Suggestion => {
    const [first = "", ...others] = policies;
    const detail = others.length > 0 ? `in ${first} and ${others.length} more` : `in ${first}`;
    return { label: arn, kind: "name", detail, rank: 0, order };
  });
  const known = new Set(seen.map(({ label }) => label));
  const shapes = PRINCIPAL_SHAPES.map(([resource, detail, snippet], order): Suggestion => {
    const start = `arn:${partition}:iam::`;
    return {
      label: `${start}${resource}`,
      kind: "value",
      detail,
      ...(snippet !== undefined && { text: `${start}${snippet}`, isSnippet: true }),
      rank: 1,
      order,
    };
  });
  return [...seen, ...shapes.filter(({ label }) => !known.has(label))];
}

/** Behind `arn:aws:iam::`; AWS's own role names stand on the pages of the services that make them. */
const PRINCIPAL_SHAPES: readonly (readonly [resource: string, detail: string, snippet?: string])[] = [
  ["*:role/…", "a role of every account", "*:role/${1:BreakGlass}"],
  ["*:root", "the root user of every account"],
  ["*:role/OrganizationAccountAccessRole", "the role that Organizations makes in new accounts"],
  ["*:role/AWSControlTowerExecution", "AWS Control Tower"],
  ["*:role/stacksets-exec-*", "CloudFormation StackSets with trusted access"],
  [
    "*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_…",
    "a permission set of IAM Identity Center",
    "*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${1:AdministratorAccess}_*",
  ],
];

/** More than so many keys of tags would hide all other keys. */
const MAX_TAGS = 200;

/** The keys of tags that the organization uses. */
export function suggestTagKeys(organization: OrganizationNames | undefined): readonly Suggestion[] {
  const tags = (organization?.tags ?? []).slice(0, MAX_TAGS);
  return tags.map((tag, order) => ({ label: tag.key, kind: "name", detail: describeTag(tag), rank: 0, order }));
}

/** The values that a tag has in the organization; AWS compares the keys of tags without their case. */
export function suggestTagValues(organization: OrganizationNames | undefined, key: string): readonly Suggestion[] {
  const wanted = key.toLowerCase();
  const tags = (organization?.tags ?? []).filter((tag) => tag.key.toLowerCase() === wanted);
  const values = new Set(tags.flatMap((tag) => tag.values));
  return [...values].slice(0, MAX_TAGS).map((label, order) => ({
    label,
    kind: "name",
    detail: `${tags[0]?.key} in the organization`,
    rank: 1,
    order,
  }));
}

export function describeTag({ policies, used }: KnownTag): string {
  const [first, ...others] = policies;
  if (first === undefined)
    return used === 1 ? "on 1 resource of Organizations" : `on ${used} resources of Organizations`;
  return others.length > 0 ? `tag policy ${first} and ${others.length} more` : `tag policy ${first}`;
}

/** Typing finds the name as well as the id. */
function toName(label: string, name: string, detail: string, rank: number, order: number): Suggestion {
  return { label, kind: "name", detail, filterText: `${label} ${name}`, rank, order };
}
