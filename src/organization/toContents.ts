import { type PolicyType, RCP_FULL_AWS_ACCESS } from "../terms/policyTypes";
import { ORGANIZATION_QUOTAS } from "../terms/quotas";
import type { Account, Attachment, Gap, OrganizationalUnit, OrganizationContents, Policy, Tags } from "./model";
import type { OrganizationStore, StorePart } from "./store";

type Source = Pick<
  OrganizationStore,
  | "getState"
  | "getOrganization"
  | "getRoots"
  | "getOrganizationalUnits"
  | "getChildren"
  | "getAccounts"
  | "getUnfinishedAccounts"
  | "getUnfinishedTargets"
  | "getKnownTargets"
  | "getPath"
  | "getEnabledPolicyTypes"
  | "getPolicies"
  | "getPolicy"
  | "getTargets"
  | "getTags"
  | "getHandshakes"
>;

const NOT_READ = "not read";
const HANDSHAKES = { part: "handshakes" } as const;

export interface ToContentsOptions {
  /** Policies of these types too, beside those of the enabled ones. */
  readonly types?: readonly PolicyType[];
  /** What may be another by now and was not read again is a gap, too. */
  readonly isStrict?: boolean;
}

/**
 * What a store knows, as an organization file holds it; `takenAt` in ISO 8601. Whatever failed or was never asked for
 * stands in `gaps`; where it was known before it failed, it is here as it was then. `undefined` until the organization
 * and its roots are known: without them there is nothing to keep.
 */
export function toContents(
  store: Source,
  takenAt: string,
  { types = [], isStrict = false }: ToContentsOptions = {},
): OrganizationContents | undefined {
  const organization = store.getOrganization();
  const roots = store.getRoots();
  if (!organization || !roots) return undefined;
  const gaps: Gap[] = [];
  const nextTokens: Record<string, string> = {};
  const units = store
    .getKnownTargets()
    .flatMap((target): readonly OrganizationalUnit[] =>
      target.kind === "organizationalUnit" ? [target.organizationalUnit] : [],
    );
  const findGap: FindGap = (known, operation, part, resource) => {
    const { state } = store.getState(part);
    if (known === undefined || state === "failed" || (isStrict && state !== "loaded"))
      gaps.push(toGap(store, operation, part, resource));
  };
  findGap(roots, "ListRoots", { part: "roots" });
  for (const { id } of [...roots, ...units]) {
    const known = store.getOrganizationalUnits(id);
    if (!known && isLowest(store, id)) continue;
    findGap(known, "ListOrganizationalUnitsForParent", { part: "organizationalUnits", parentId: id }, id);
  }
  const accounts = store.getAccounts();
  findGap(accounts, "ListAccounts", { part: "accounts" });
  const policies = readPolicies(store, new Set([...store.getEnabledPolicyTypes(), ...types]), findGap);
  const attachments = readAttachments(store, policies, findGap, nextTokens);
  const sweep = accounts ? undefined : store.getUnfinishedAccounts();
  if (sweep) nextTokens.ListAccounts = sweep.nextToken;
  const known = accounts ?? getMetAccounts(store, sweep?.items ?? []);
  const taggable = [...roots, ...units, ...known, ...policies.filter((policy) => !policy.awsManaged)];
  const tags = readTags(
    store,
    taggable.map(({ id }) => id),
    gaps,
  );
  const handshakes = store.getHandshakes();
  if (store.getState(HANDSHAKES).state === "failed") {
    gaps.push(toGap(store, "ListHandshakesForOrganization", HANDSHAKES));
  }
  return {
    takenAt,
    organization,
    roots,
    organizationalUnits: units,
    accounts: known,
    policies,
    attachments,
    tags,
    ...(handshakes && { handshakes }),
    ...(gaps.length > 0 && { gaps }),
    ...(Object.keys(nextTokens).length > 0 && { nextTokens }),
  };
}

/** Nothing lies below the fifth level, and nothing is asked there. */
function isLowest(store: Source, parentId: string): boolean {
  const path = store.getPath(parentId);
  return path[0]?.kind === "root" && path.length > ORGANIZATION_QUOTAS.ouDepth;
}

/** Those in lists of their parents, and those that a sweep under way has brought. */
function getMetAccounts(store: Source, swept: readonly Account[]): readonly Account[] {
  const met = store.getKnownTargets().flatMap((target) => (target.kind === "account" ? [target.account] : []));
  return [...new Map([...met, ...swept].map((account) => [account.id, account])).values()];
}

/** Notes a gap where nothing is known of a part, or nothing could be read since. */
type FindGap = (known: unknown, operation: string, part: StorePart, resource?: string) => void;

function readPolicies(store: Source, types: ReadonlySet<PolicyType>, findGap: FindGap): readonly Policy[] {
  return [...types].flatMap((type) => {
    const policies = store.getPolicies(type);
    findGap(policies, "ListPolicies", { part: "policies", type }, type);
    return (policies ?? []).map((summary): Policy => {
      const policy = store.getPolicy(summary.id);
      findGap(policy, "DescribePolicy", { part: "policy", policyId: summary.id }, summary.id);
      return { ...summary, content: policy?.content ?? "" };
    });
  });
}

function readAttachments(
  store: Source,
  policies: readonly Policy[],
  findGap: FindGap,
  nextTokens: Record<string, string>,
): readonly Attachment[] {
  return policies.flatMap(({ id }) => {
    if (id === RCP_FULL_AWS_ACCESS) return [];
    const targets = store.getTargets(id);
    findGap(targets, "ListTargetsForPolicy", { part: "targets", policyId: id }, id);
    const unfinished = targets ? undefined : store.getUnfinishedTargets(id);
    if (unfinished) nextTokens[id] = unfinished.nextToken;
    return (targets ?? unfinished?.items ?? []).map(({ targetId }) => ({ policyId: id, targetId }));
  });
}

/** Where tags of some things are missing, those without tags are named too: they are known to have none. */
function readTags(store: Source, ids: readonly string[], gaps: Gap[]): Readonly<Record<string, Tags>> {
  const known = ids.flatMap((id): readonly (readonly [string, Tags])[] => {
    const own = store.getState({ part: "tags", resourceId: id }).state === "failed" ? undefined : store.getTags(id);
    return own ? [[id, own]] : [];
  });
  const isComplete = known.length === ids.length;
  if (!isComplete) gaps.push({ operation: "ListTagsForResource", reason: NOT_READ });
  return Object.fromEntries(isComplete ? known.filter(([, own]) => Object.keys(own).length > 0) : known);
}

function toGap(store: Source, operation: string, part: StorePart, resource?: string): Gap {
  const state = store.getState(part);
  const reason = state.state === "failed" ? state.error.message : NOT_READ;
  return { operation, ...(resource !== undefined && { resource }), reason };
}
