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

/**
 * What a store knows, as an organization file holds it; `takenAt` in ISO 8601. Whatever failed or was never asked for
 * stands in `gaps`. `undefined` until the organization and its roots are known: without them there is nothing to keep.
 * Policies are those of the enabled types, and of `types`.
 */
export function toContents(
  store: Source,
  takenAt: string,
  types: readonly PolicyType[] = [],
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
  for (const { id } of [...roots, ...units]) {
    if (isKnownParent(store, id)) continue;
    gaps.push(toGap(store, "ListOrganizationalUnitsForParent", { part: "organizationalUnits", parentId: id }, id));
  }
  const accounts = store.getAccounts();
  if (!accounts) gaps.push(toGap(store, "ListAccounts", { part: "accounts" }));
  const policies = readPolicies(store, new Set([...store.getEnabledPolicyTypes(), ...types]), gaps);
  const attachments = readAttachments(store, policies, gaps, nextTokens);
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
  if (store.getState({ part: "handshakes" }).state === "failed") {
    gaps.push(toGap(store, "ListHandshakesForOrganization", { part: "handshakes" }));
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
function isKnownParent(store: Source, parentId: string): boolean {
  if (store.getOrganizationalUnits(parentId)) return true;
  const path = store.getPath(parentId);
  return path[0]?.kind === "root" && path.length > ORGANIZATION_QUOTAS.ouDepth;
}

/** Those in lists of their parents, and those that a sweep under way has brought. */
function getMetAccounts(store: Source, swept: readonly Account[]): readonly Account[] {
  const met = store.getKnownTargets().flatMap((target) => (target.kind === "account" ? [target.account] : []));
  return [...new Map([...met, ...swept].map((account) => [account.id, account])).values()];
}

function readPolicies(store: Source, types: ReadonlySet<PolicyType>, gaps: Gap[]): readonly Policy[] {
  return [...types].flatMap((type) => {
    const policies = store.getPolicies(type);
    if (!policies) gaps.push(toGap(store, "ListPolicies", { part: "policies", type }, type));
    return (policies ?? []).map((summary): Policy => {
      const policy = store.getPolicy(summary.id);
      if (!policy) gaps.push(toGap(store, "DescribePolicy", { part: "policy", policyId: summary.id }, summary.id));
      return { ...summary, content: policy?.content ?? "" };
    });
  });
}

function readAttachments(
  store: Source,
  policies: readonly Policy[],
  gaps: Gap[],
  nextTokens: Record<string, string>,
): readonly Attachment[] {
  return policies.flatMap(({ id }) => {
    if (id === RCP_FULL_AWS_ACCESS) return [];
    const targets = store.getTargets(id);
    if (!targets) gaps.push(toGap(store, "ListTargetsForPolicy", { part: "targets", policyId: id }, id));
    const unfinished = targets ? undefined : store.getUnfinishedTargets(id);
    if (unfinished) nextTokens[id] = unfinished.nextToken;
    return (targets ?? unfinished?.items ?? []).map(({ targetId }) => ({ policyId: id, targetId }));
  });
}

/** Where tags of some things are missing, those without tags are named too: they are known to have none. */
function readTags(store: Source, ids: readonly string[], gaps: Gap[]): Readonly<Record<string, Tags>> {
  const known = ids.flatMap((id): readonly (readonly [string, Tags])[] => {
    const own = store.getTags(id);
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
