/** What changes of an organization do to accounts, as plain data that passes between threads and into documents. */
import { countBits, isEmpty } from "../evaluation/access/bits";
import { summarize } from "../evaluation/access/summary";
import type { Impact } from "../evaluation/impact";
import type { Population } from "../evaluation/population";
import { type TransitionKind, TRANSITION_KINDS } from "../evaluation/transition";
import type { Account } from "../organization/model";

export interface ImpactSummary {
  /** Accounts of which anything changes. */
  readonly changed: PopulationCount;
  readonly unchanged: PopulationCount;
  /** The largest first. */
  readonly groups: readonly SummaryGroup[];
  /** How many actions become so for any account. */
  readonly actions: Readonly<Record<TransitionKind, number>>;
}

export interface PopulationCount {
  readonly members: number;
  readonly management: number;
  readonly suspended: number;
  readonly closed: number;
}

/** Accounts of which the same becomes; the management account is not among them. */
export interface SummaryGroup {
  readonly accounts: readonly Pick<Account, "id" | "name">[];
  readonly changes: readonly SummaryChange[];
}

export interface SummaryChange {
  readonly kind: TransitionKind;
  readonly actions: number;
  readonly services: readonly { readonly prefix: string; readonly count: number; readonly total: number }[];
}

export function toImpactSummary({ after, changed, unchanged, groups, overall }: Impact): ImpactSummary {
  const { universe } = after;
  return {
    changed: countPopulation(changed),
    unchanged: countPopulation(unchanged),
    groups: groups.map(({ accounts: { members, suspended, closed }, transition }) => ({
      accounts: [...members, ...suspended, ...closed].map(({ id, name }) => ({ id, name })),
      changes: TRANSITION_KINDS.filter((kind) => !isEmpty(transition[kind])).map((kind) => ({
        kind,
        actions: countBits(transition[kind]),
        services: summarize(universe, transition[kind]).map(({ prefix, count, total }) => ({ prefix, count, total })),
      })),
    })),
    // Every kind is among them.
    actions: Object.fromEntries(TRANSITION_KINDS.map((kind) => [kind, countBits(overall[kind])])) as Record<
      TransitionKind,
      number
    >,
  };
}

export function countPopulation({ members, management, suspended, closed }: Population): PopulationCount {
  return {
    members: members.length,
    management: management.length,
    suspended: suspended.length,
    closed: closed.length,
  };
}
