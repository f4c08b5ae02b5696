/** What a snapshot answers, part by part, as the store would have been told by AWS. */
import { getIdKind, getTargetKind } from "../terms/ids";
import { RCP_FULL_AWS_ACCESS, type PolicyType } from "../terms/policyTypes";
import { createBareTarget } from "./bareTarget";
import { createGrouping } from "./grouping";
import type { OrganizationContents, PolicySummary, PolicyTarget, Tags } from "./model";
import { sortByName, sortInSteps } from "./order";
import type { Answer } from "./parts";
import { indexGaps } from "./snapshot/gaps";
import { STEP } from "./steps";
import type { StorePart } from "./store";

/** Takes one answer of a snapshot. */
type Take = <P extends StorePart>(part: P, answer: Answer<P>) => void;

/** Whether an operation's answer for one of these ids or types was not read, or nothing of it. */
type IsUnread = (operation: string, ...resources: readonly string[]) => boolean;

/** Hands over every part that the snapshot knows, with pauses: places before what refers to them. */
export function* readSeed(contents: OrganizationContents, take: Take): Generator<void, void> {
  const find = indexGaps(contents.gaps);
  const isUnread: IsUnread = (...about) => find(...about) !== undefined;
  take({ part: "organization" }, contents.organization);
  take({ part: "roots" }, contents.roots);
  yield* seedStructure(contents, isUnread, take);
  yield* seedPolicies(contents, isUnread, take);
  yield* seedTags(contents, isUnread, take);
  if (contents.handshakes && !isUnread("ListHandshakesForOrganization"))
    take({ part: "handshakes" }, contents.handshakes);
  for (const [accountId, services] of Object.entries(contents.delegatedServices ?? {})) {
    take({ part: "delegatedServices", accountId }, services);
  }
}

function* seedStructure(
  { roots, organizationalUnits, accounts }: OrganizationContents,
  isUnread: IsUnread,
  take: Take,
): Generator<void, void> {
  const areAccountsRead = !isUnread("ListAccounts");
  const sorted = yield* sortInSteps(accounts);
  yield;
  const getUnitsOf = createGrouping<(typeof organizationalUnits)[number]>((unit) => unit.parentId);
  const getAccountsOf = createGrouping<(typeof accounts)[number]>((account) => account.parentId);
  for (const { id } of [...roots, ...organizationalUnits]) {
    if (isUnread("ListOrganizationalUnitsForParent", id) || isUnread("ListChildren", id)) continue;
    const units = sortByName(getUnitsOf(id, organizationalUnits));
    take({ part: "organizationalUnits", parentId: id }, units);
    if (!areAccountsRead || isUnread("ListAccountsForParent", id)) continue;
    take({ part: "children", parentId: id }, { organizationalUnits: units, accounts: getAccountsOf(id, sorted) });
    yield;
  }
  // After those of each parent, which say the same in small pieces.
  if (areAccountsRead) take({ part: "accounts" }, sorted);
  yield;
}

function* seedPolicies(contents: OrganizationContents, isUnread: IsUnread, take: Take): Generator<void, void> {
  const enabled = contents.roots.flatMap((root) => root.policyTypes.map(({ type }) => type));
  const types: ReadonlySet<PolicyType> = new Set([...enabled, ...contents.policies.map((policy) => policy.type)]);
  for (const type of types) {
    if (isUnread("ListPolicies", type)) continue;
    const policies = contents.policies.filter((policy) => policy.type === type);
    take({ part: "policies", type }, sortByName(policies.map(toSummary)));
    yield;
  }
  for (const [at, policy] of contents.policies.entries()) {
    if (at % STEP === 0) yield;
    if (!isUnread("DescribePolicy", policy.id)) take({ part: "policy", policyId: policy.id }, policy);
  }
  yield;
  const getTarget = createTargetLookup(contents);
  yield;
  const getAttachmentsOf = createGrouping<(typeof contents.attachments)[number]>(({ policyId }) => policyId);
  for (const { id, type } of contents.policies) {
    if (id === RCP_FULL_AWS_ACCESS) continue;
    if (isUnread("ListTargetsForPolicy", id, type) || isUnread("ListPoliciesForTarget", type)) continue;
    const targets = getAttachmentsOf(id, contents.attachments).flatMap(({ targetId }) => getTarget(targetId) ?? []);
    take({ part: "targets", policyId: id }, targets);
    yield;
  }
}

/** The targets of one policy, as far as they are known. */
export function readTargets(contents: OrganizationContents, id: string): readonly PolicyTarget[] {
  const getTarget = createTargetLookup(contents);
  const own = contents.attachments.filter(({ policyId }) => policyId === id);
  return own.flatMap(({ targetId }) => getTarget(targetId) ?? []);
}

/** What an interrupted reading had not come to yet is known by its id alone. */
function createTargetLookup(contents: OrganizationContents): (id: string) => PolicyTarget | undefined {
  const targets = new Map<string, PolicyTarget>();
  for (const { id, arn, name } of contents.roots) targets.set(id, { targetId: id, arn, name, type: "ROOT" });
  for (const { id, arn, name } of contents.organizationalUnits) {
    targets.set(id, { targetId: id, arn, name, type: "ORGANIZATIONAL_UNIT" });
  }
  for (const { id, arn, name } of contents.accounts) targets.set(id, { targetId: id, arn, name, type: "ACCOUNT" });
  return (id) => targets.get(id) ?? createBareTarget(id);
}

/** What a complete snapshot does not name has no tags; an incomplete one says nothing of it. */
function* seedTags(
  { tags, gaps, ...contents }: OrganizationContents,
  isUnread: IsUnread,
  take: Take,
): Generator<void, void> {
  const ids = new Set(Object.keys(tags));
  if (!isUnread("ListTagsForResource")) {
    for (const { id } of contents.roots) ids.add(id);
    for (const { id } of contents.organizationalUnits) ids.add(id);
    for (const { id } of contents.accounts) ids.add(id);
    for (const { id, awsManaged } of contents.policies) if (!awsManaged) ids.add(id);
  }
  const missing = new Set(
    gaps?.filter(({ operation }) => operation === "ListTagsForResource").map((gap) => gap.resource),
  );
  const none: Tags = {};
  let count = 0;
  for (const resourceId of ids) {
    if (++count % STEP === 0) yield;
    const isKnown = getTargetKind(resourceId) !== undefined || getIdKind(resourceId) === "policy";
    if (isKnown && !missing.has(resourceId)) take({ part: "tags", resourceId }, tags[resourceId] ?? none);
  }
}

function toSummary({ id, arn, name, description, type, awsManaged }: PolicySummary): PolicySummary {
  return { id, arn, name, description, type, awsManaged };
}
