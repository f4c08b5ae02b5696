/** Makes organizations of any size up; the same options give the same bytes. */
import type {
  Account,
  AccountState,
  Attachment,
  OrganizationalUnit,
  OrganizationContents,
  Policy,
  Tags,
} from "../organization/model";
import { ORGANIZATION_QUOTAS } from "../terms/quotas";
import { createRandom, drawNumber, drawOne, drawSome } from "./draw";
import { ENVIRONMENTS, OWNERS, TOP_LEVEL_UNITS, UNIT_NAMES, WORKLOADS } from "./generatedNames";
import { generatePolicy } from "./generatedPolicies";
import {
  createAccountId,
  createArns,
  createOrganizationalUnitId,
  createOrganizationId,
  createRootId,
  type Random,
} from "./ids";
import { FULL_AWS_ACCESS, MANAGED_POLICIES } from "./managedPolicies";
import { demand } from "./demand";

const TAKEN_AT = "2026-11-24T10:00:00.000Z";
const ENABLED = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY", "TAG_POLICY", "BACKUP_POLICY"];
/** Parts of the policies by type, in the order of ENABLED; they sum up to 1. */
const SHARES = [0.7, 0.1, 0.12, 0.08];
const MIN_UNITS = TOP_LEVEL_UNITS.length + ORGANIZATION_QUOTAS.ouDepth - 1;

interface Plan {
  readonly random: Random;
  readonly arns: ReturnType<typeof createArns>;
  readonly organizationId: string;
  readonly rootId: string;
}

/** 10 to 50,000 accounts, the management account included; an OU for every twenty, five levels deep. */
export function generateOrganization(options: {
  readonly accounts: number;
  readonly seed: number;
}): OrganizationContents {
  const random = createRandom(options.seed);
  const masterAccountId = createAccountId(random);
  const id = createOrganizationId(random);
  const arns = createArns({ id, masterAccountId });
  const plan: Plan = { random, arns, organizationId: id, rootId: createRootId(random) };
  const organizationalUnits = generateUnits(plan, options.accounts);
  const accounts = generateAccounts(plan, options.accounts, masterAccountId, organizationalUnits);
  const policies = generatePolicies(plan, options.accounts);
  return {
    takenAt: TAKEN_AT,
    organization: {
      id,
      arn: arns.organization,
      featureSet: "ALL",
      masterAccountId,
      masterAccountArn: arns.account(masterAccountId),
      masterAccountEmail: accounts[0]?.email ?? "",
    },
    roots: [
      {
        id: plan.rootId,
        arn: arns.root(plan.rootId),
        name: "Root",
        policyTypes: ENABLED.map((type) => ({ type, status: "ENABLED" })),
      },
    ],
    organizationalUnits,
    accounts,
    policies: [...MANAGED_POLICIES, ...policies],
    attachments: generateAttachments(plan, organizationalUnits, accounts, policies),
    tags: generateTags(random, accounts),
  };
}

function generateUnits({ random, arns, rootId }: Plan, accounts: number): readonly OrganizationalUnit[] {
  const count = Math.max(MIN_UNITS, Math.min(Math.round(accounts / 20), ORGANIZATION_QUOTAS.organizationalUnits));
  const units: OrganizationalUnit[] = [];
  const open: { readonly id: string; readonly depth: number }[] = [];
  const taken = new Set<string>();
  const add = (parentId: string, wanted: string, depth: number) => {
    let name = wanted;
    for (let n = 2; taken.has(`${parentId} ${name}`); n++) name = `${wanted} ${n}`;
    taken.add(`${parentId} ${name}`);
    const id = createOrganizationalUnitId(random, rootId);
    units.push({ id, arn: arns.organizationalUnit(id), name, parentId });
    if (depth < ORGANIZATION_QUOTAS.ouDepth) open.push({ id, depth });
  };
  for (const name of TOP_LEVEL_UNITS) add(rootId, name, 1);
  while (units.length < count) {
    // Before anything else one branch goes all the way down, so that small organizations are nested too.
    const parent =
      units.length < MIN_UNITS
        ? demand(open.at(units.length === TOP_LEVEL_UNITS.length ? 0 : -1))
        : drawOne(random, open);
    add(parent.id, drawOne(random, UNIT_NAMES[parent.depth - 1] ?? WORKLOADS), parent.depth + 1);
  }
  return units;
}

function generateAccounts(
  { random, arns, rootId }: Plan,
  count: number,
  masterAccountId: string,
  units: readonly OrganizationalUnit[],
): readonly Account[] {
  const ids = new Set([masterAccountId]);
  while (ids.size < count) ids.add(createAccountId(random));
  return [...ids].map((id, index): Account => {
    const unit = drawOne(random, units);
    const slug = unit.name.toLowerCase().replaceAll(" ", "-");
    const name = index === 0 ? "Management" : `${slug}-${drawOne(random, WORKLOADS)}-${index}`;
    return {
      id,
      arn: arns.account(id),
      name,
      email: `aws+${name.toLowerCase()}@example.com`,
      state: index === 0 ? "ACTIVE" : drawState(random),
      joinedMethod: random() < 0.9 ? "CREATED" : "INVITED",
      joinedTimestamp: new Date(
        Date.UTC(2017, 0, drawNumber(random, 1, 3600), 9, drawNumber(random, 0, 59)),
      ).toISOString(),
      parentId: index === 0 ? rootId : unit.id,
    };
  });
}

function drawState(random: Random): AccountState {
  const at = random();
  return at < 0.97 ? "ACTIVE" : at < 0.99 ? "SUSPENDED" : at < 0.995 ? "PENDING_CLOSURE" : "PENDING_ACTIVATION";
}

/** About 300 policies for 10,000 accounts. */
function generatePolicies({ random, arns, organizationId }: Plan, accounts: number): readonly Policy[] {
  const count = 10 + Math.round(3 * Math.sqrt(accounts));
  const ids = new Set(MANAGED_POLICIES.map((policy) => policy.id));
  const policies: Policy[] = [];
  ENABLED.forEach((type, at) => {
    const share = Math.max(1, Math.round(count * (SHARES[at] ?? 0)));
    for (let n = 1; n <= share; n++) {
      const role = at > 0 ? "other" : n <= Math.ceil(share / 25) ? "allowList" : "guardrail";
      const policy = generatePolicy(random, type, role, n, { id: organizationId, arns });
      if (!ids.has(policy.id)) policies.push(policy);
      ids.add(policy.id);
    }
  });
  return policies;
}

/** Every tenth policy stays unattached. Allow-lists replace FullAWSAccess on one OU each. */
function generateAttachments(
  { random, rootId }: Plan,
  units: readonly OrganizationalUnit[],
  accounts: readonly Account[],
  policies: readonly Policy[],
): readonly Attachment[] {
  const used = policies.filter((_, index) => index % 10 !== 9);
  const ofType = (type: string) =>
    used.filter((policy) => policy.type === type && !policy.name.startsWith("AllowList"));
  const [guardrails, rcps, tagPolicies, backupPolicies] = ENABLED.map(ofType);
  const allowLists = used.filter((policy) => policy.name.startsWith("AllowList"));
  const allowed = new Map(drawSome(random, units, allowLists.length).map((unit, at) => [unit.id, allowLists[at]]));
  const attachments: Attachment[] = [];
  const attach = (targetId: string, list: readonly Policy[] = [], count = 0) => {
    for (const policy of drawSome(random, list, count)) attachments.push({ policyId: policy.id, targetId });
  };
  for (const targetId of [rootId, ...units.map(({ id }) => id), ...accounts.map(({ id }) => id)]) {
    attachments.push({ policyId: allowed.get(targetId)?.id ?? FULL_AWS_ACCESS.id, targetId });
  }
  attach(rootId, guardrails, 3);
  attach(rootId, rcps, 1);
  attach(rootId, tagPolicies, 2);
  for (const { id } of units) {
    attach(id, guardrails, drawNumber(random, 0, 4));
    if (random() < 0.15) attach(id, rcps, drawNumber(random, 1, 2));
    if (random() < 0.2) attach(id, tagPolicies, 1);
    if (random() < 0.2) attach(id, backupPolicies, 1);
  }
  for (const { id } of accounts) if (random() < 0.04) attach(id, guardrails, drawNumber(random, 1, 2));
  return attachments;
}

function generateTags(random: Random, accounts: readonly Account[]): Readonly<Record<string, Tags>> {
  const tags: Record<string, Tags> = {};
  for (const { id } of accounts) {
    tags[id] = {
      CostCenter: `CC-${drawNumber(random, 10, 99)}00`,
      Environment: drawOne(random, ENVIRONMENTS),
      Owner: `${drawOne(random, OWNERS)}@example.com`,
    };
  }
  return tags;
}
