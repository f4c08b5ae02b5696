/** How long loading takes, and how many requests, against what AWS's rates allow: on a simulated clock. */
import { countPages, countRequests, getLowerBound, getMinimum, type Job } from "../../src/organization/loading/minimum";
import type { OrganizationContents } from "../../src/organization/model";
import { generateOrganization } from "../../src/sandbox/generate";
import { getHeap } from "./memory";
import { createSimulation, type Simulation } from "../simulation/simulation";

export interface Scenario {
  readonly accounts: number;
  /** Part of AWS's rates that is used, and what somebody else takes beside it. */
  readonly share: number;
  readonly rival?: number;
}

export interface LoadResult extends Scenario {
  readonly organizationalUnits: number;
  readonly policies: number;
  readonly structure: Measured;
  readonly everything: Measured;
  readonly requests: number;
  /** The fewest that tell everything. */
  readonly least: number;
  readonly throttles: number;
  /** A loader that asks parent by parent and target by target: at best, at the same rates. */
  readonly naive: { readonly requests: number; readonly seconds: number };
  /** What the store takes, in megabytes after a collection; not measured everywhere. */
  readonly megabytes?: number;
}

interface Measured {
  readonly seconds: number;
  /** What AWS's rates allow at least. */
  readonly bound: number;
}

export const QUICK: readonly Scenario[] = [
  { accounts: 10_000, share: 0.5 },
  { accounts: 10_000, share: 1 },
  { accounts: 10_000, share: 0.5, rival: 0.4 },
];

export const ALL: readonly Scenario[] = [
  ...[10, 100, 1000].map((accounts) => ({ accounts, share: 0.5 })),
  ...QUICK,
  { accounts: 10_000, share: 1, rival: 0.4 },
  { accounts: 50_000, share: 0.5 },
];

export async function measureLoad(scenario: Scenario): Promise<LoadResult> {
  const contents = generateOrganization({ accounts: scenario.accounts, seed: 1 });
  const { structure, policies } = getMinimum(contents);
  const all = [...structure, ...policies];
  const naive = getNaiveJobs(contents);
  const first = createSimulation({ contents, ...scenario });
  await first.load({ scope: "structure" });
  const before = getHeap();
  const second = createSimulation({ contents, ...scenario });
  const { gaps, stopped } = await second.load();
  if (gaps.length > 0 || stopped) throw new Error(`The load of ${scenario.accounts} accounts has gaps.`);
  const bytes = getHeap() - before;
  return {
    ...scenario,
    organizationalUnits: contents.organizationalUnits.length,
    policies: contents.policies.length,
    structure: { seconds: getSeconds(first), bound: getLowerBound(structure, scenario.share) },
    everything: { seconds: getSeconds(second), bound: getLowerBound(all, scenario.share) },
    requests: Object.values(second.getRequestCounts()).reduce((sum, count) => sum + count, 0),
    least: countRequests(all),
    throttles: first.countThrottles() + second.countThrottles(),
    naive: { requests: countRequests(naive), seconds: getLowerBound(naive, scenario.share) },
    megabytes: Math.round(bytes / 1e5) / 10,
  };
}

/** Refreshes an organization over and over: what is in memory after the first time, and after the last, in megabytes. */
export async function soak(
  accounts: number,
  times: number,
): Promise<{ readonly first: number; readonly last: number }> {
  const contents = generateOrganization({ accounts, seed: 1 });
  const simulation = createSimulation({ contents, share: 1 });
  await simulation.load();
  const first = getHeap() / 1e6;
  for (let n = 1; n < times; n++) {
    simulation.store.refresh();
    await simulation.load();
  }
  return { first, last: getHeap() / 1e6 };
}

/** Each parent is asked for its OUs and its accounts, each target for its policies of each type. */
function getNaiveJobs({ roots, organizationalUnits, accounts, policies }: OrganizationContents): readonly Job[] {
  const parents = [...roots, ...organizationalUnits].map(({ id }) => id);
  const count = (children: readonly { readonly parentId: string }[]) => {
    const byParent = new Map<string, number>();
    for (const { parentId } of children) byParent.set(parentId, (byParent.get(parentId) ?? 0) + 1);
    return parents.reduce((sum, id) => sum + countPages(byParent.get(id) ?? 0), 0);
  };
  const types = roots.flatMap(({ policyTypes }) => policyTypes).length;
  const only = (operation: string, own: number): Job => ({ operations: [operation], own, shared: 0 });
  return [
    only("ListOrganizationalUnitsForParent", count(organizationalUnits)),
    only("ListAccountsForParent", count(accounts)),
    only("ListPoliciesForTarget", (parents.length + accounts.length) * types),
    only("DescribePolicy", policies.length),
  ];
}

function getSeconds({ clock }: Simulation): number {
  return clock.now() / 1000;
}
