/**
 * How few requests an organization can be read with, and how little time AWS's request rates allow for them: the lower
 * bound that docs/performance.md explains and that the benchmark measures against.
 */
import { ORGANIZATION_QUOTAS } from "../../terms/quotas";
import { getPolicyTypeFacts, RCP_FULL_AWS_ACCESS } from "../../terms/policyTypes";
import { getRate, type Rate } from "../../terms/rates";
import type { OrganizationContents } from "../model";

/** Requests for one job, by the operations that can do it. */
export interface Job {
  /** `ListOrganizationalUnitsForParent` and what may take over some of its requests. */
  readonly operations: readonly [string, ...string[]];
  /** Requests that only the first operation can answer. */
  readonly own: number;
  /** Requests that any of the operations can answer. */
  readonly shared: number;
}

export interface Minimum {
  readonly structure: readonly Job[];
  /** Policies of the enabled types, attachments and contents: what comes on top. */
  readonly policies: readonly Job[];
}

const PAGE = ORGANIZATION_QUOTAS.pageSize;

/** At least one page is asked for to learn that a list is empty. */
export function countPages(items: number): number {
  return Math.max(1, Math.ceil(items / PAGE));
}

/** The fewest requests that tell all of `contents`, tags aside. */
export function getMinimum(contents: OrganizationContents): Minimum {
  const children = countBy(contents.organizationalUnits.map(({ parentId }) => parentId));
  const levels = getLevels(contents);
  const asked = [...levels].filter(([, level]) => level < ORGANIZATION_QUOTAS.ouDepth).map(([id]) => id);
  const inner = asked.filter((id) => children.has(id));
  const innerPages = inner.reduce((sum, id) => sum + countPages(children.get(id) ?? 0), 0);
  return {
    structure: [
      ...[only("DescribeOrganization", 1), only("ListRoots", 1)],
      only("ListAccounts", countPages(contents.accounts.length)),
      {
        operations: ["ListOrganizationalUnitsForParent", "ListChildren"],
        own: innerPages,
        shared: asked.length - inner.length,
      },
    ],
    policies: getPolicyJobs(contents),
  };
}

function getPolicyJobs({ roots, organizationalUnits, accounts, policies, attachments }: OrganizationContents) {
  const targets = roots.length + organizationalUnits.length + accounts.length;
  const attached = countBy(attachments.map(({ policyId }) => policyId));
  const types = new Set(
    roots.flatMap(({ policyTypes }) => policyTypes.flatMap(({ type, status }) => (status === "ENABLED" ? [type] : []))),
  );
  let lists = 0;
  let byPolicy = 0;
  let byTarget = 0;
  let contents = 0;
  for (const type of types) {
    const own = policies.filter((policy) => policy.type === type);
    lists += countPages(own.length);
    contents += own.length;
    const pages = own
      .filter(({ id }) => id !== RCP_FULL_AWS_ACCESS)
      .reduce((sum, { id }) => sum + countPages(attached.get(id) ?? 0), 0);
    if (isCheaperByTarget(pages, targets)) byTarget += targets;
    else byPolicy += pages;
  }
  return [
    only("ListPolicies", lists),
    only("ListTargetsForPolicy", byPolicy),
    only("ListPoliciesForTarget", byTarget),
    only("DescribePolicy", contents),
  ];
}

/** Whether asking each target takes fewer requests than asking each policy, of one type. */
export function isCheaperByTarget(policyPages: number, targets: number): boolean {
  return targets < policyPages;
}

/** Pages of all targets of a type's policies, as far as can be told beforehand: the full access is everywhere. */
export function estimateTargetPages(
  policies: readonly { readonly id: string; readonly type: string }[],
  targets: number,
): number {
  return policies.reduce((sum, { id, type }) => {
    if (id === RCP_FULL_AWS_ACCESS) return sum;
    return sum + (id === getPolicyTypeFacts(type).fullAccess ? countPages(targets) : 1);
  }, 0);
}

export function countRequests(jobs: readonly Job[]): number {
  return jobs.reduce((sum, { own, shared }) => sum + own + shared, 0);
}

/**
 * Seconds that AWS's rates allow no less than, at a share of them. Each operation has a bucket of its own, so that the
 * slowest job decides; a bucket of `rate` and `burst` lets `burst + rate × t` requests through in t seconds.
 */
export function getLowerBound(jobs: readonly Job[], share: number): number {
  return Math.max(0, ...jobs.map((job) => getJobSeconds(job, share)));
}

function getJobSeconds({ operations, own, shared }: Job, share: number): number {
  const [first, ...others] = operations.map((operation) => getRate(operation)?.account ?? UNLIMITED);
  if (!first) return 0;
  const sum = others.reduce(
    (total, { rate, burst }) => ({ rate: total.rate + rate, burst: total.burst + burst }),
    first,
  );
  return Math.max(getSeconds(own, first, share), getSeconds(own + shared, sum, share));
}

const UNLIMITED: Rate = { rate: Number.POSITIVE_INFINITY, burst: 0 };

function getSeconds(requests: number, { rate, burst }: Rate, share: number): number {
  return Math.max(0, (requests - burst * share) / (rate * share));
}

function only(operation: string, requests: number): Job {
  return { operations: [operation], own: requests, shared: 0 };
}

function countBy(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** How deep each root and OU lies: 0 for a root. */
function getLevels({ roots, organizationalUnits }: OrganizationContents): ReadonlyMap<string, number> {
  const parents = new Map(organizationalUnits.map(({ id, parentId }) => [id, parentId]));
  const levels = new Map(roots.map(({ id }) => [id, 0]));
  const getLevel = (id: string): number => {
    const known = levels.get(id);
    if (known !== undefined) return known;
    const parentId = parents.get(id);
    const level = parentId === undefined ? 0 : getLevel(parentId) + 1;
    levels.set(id, level);
    return level;
  };
  for (const { id } of organizationalUnits) getLevel(id);
  return levels;
}
