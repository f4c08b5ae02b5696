/** What changes of an organization do to accounts, as plain data that passes between threads and into documents. */
import { countBits, intersect, isEmpty, type ReadonlyBits } from "../evaluation/access/bits";
import { type AccessMatrix, LEG_TYPES } from "../evaluation/access/matrix";
import { gatherResidues, type ResidueSet } from "../evaluation/access/residue";
import { summarize } from "../evaluation/access/summary";
import { describeDenial } from "../evaluation/conditionWords";
import type { Impact } from "../evaluation/impact";
import type { Population } from "../evaluation/population";
import { type TransitionKind, TRANSITION_KINDS } from "../evaluation/transition";
import type { Account } from "../organization/model";
import type { CompiledPolicy } from "../policy/matching/policy";

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
  /** When any of them is denied that was not, in words that follow "denied"; and the other way round. */
  readonly denials: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly services: readonly { readonly prefix: string; readonly count: number; readonly total: number }[];
}

export function toImpactSummary({ before, after, changed, unchanged, groups, overall }: Impact): ImpactSummary {
  const { universe } = after;
  const findDenials = createDenialSearch(before, after);
  return {
    changed: countPopulation(changed),
    unchanged: countPopulation(unchanged),
    groups: groups.map(({ accounts: { members, suspended, closed }, transition }) => {
      const accounts = [...members, ...suspended, ...closed].map(({ id, name }) => ({ id, name }));
      const denials = findDenials(accounts);
      return {
        accounts,
        changes: TRANSITION_KINDS.filter((kind) => !isEmpty(transition[kind])).map((kind) => ({
          kind,
          actions: countBits(transition[kind]),
          denials: { added: word(denials.added, transition[kind]), removed: word(denials.removed, transition[kind]) },
          services: summarize(universe, transition[kind]).map(({ prefix, count, total }) => ({ prefix, count, total })),
        })),
      };
    }),
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

interface Denials {
  readonly added: readonly ResidueSet[];
  readonly removed: readonly ResidueSet[];
}

/** What Deny statements say that only one of the two organizations has; nothing where that is not the same for all. */
function createDenialSearch(
  before: AccessMatrix,
  after: AccessMatrix,
): (accounts: SummaryGroup["accounts"]) => Denials {
  const keys = new Map<CompiledPolicy, ReadonlySet<string>>();
  const gather = (policies: readonly CompiledPolicy[]) =>
    gatherResidues(
      policies.flatMap((policy) => after.getStatements(policy)),
      "Deny",
    );
  const isIn = (key: string, policies: Iterable<CompiledPolicy>): boolean => {
    for (const policy of policies) {
      const own = keys.get(policy) ?? new Set(gather([policy]).keys());
      keys.set(policy, own);
      if (own.has(key)) return true;
    }
    return false;
  };
  // What a policy of both says, neither has alone.
  const listOthers = (policies: ReadonlySet<CompiledPolicy>, others: ReadonlySet<CompiledPolicy>) =>
    [...gather([...policies].filter((policy) => !others.has(policy)))].flatMap(([key, set]) =>
      set.residue.isAlways || isIn(key, others) ? [] : [set],
    );
  const getKey = ({ added, removed }: Denials) =>
    JSON.stringify([added, removed].map((sets) => sets.map(({ residue }) => residue.key).sort()));
  return (accounts) => {
    const byProfiles = new Map<string, string>();
    for (const { id } of accounts) byProfiles.set(`${before.getProfile(id).number} ${after.getProfile(id).number}`, id);
    const found = Array.from(byProfiles.values(), (id): Denials => {
      const [was, is] = [listPolicies(before, id), listPolicies(after, id)];
      return { added: listOthers(is, was), removed: listOthers(was, is) };
    });
    const [first] = found;
    const isShared = first && found.every((one) => getKey(one) === getKey(first));
    return isShared ? first : { added: [], removed: [] };
  };
}

function listPolicies(matrix: AccessMatrix, accountId: string): ReadonlySet<CompiledPolicy> {
  const levels = LEG_TYPES.flatMap((type) => matrix.getLevels(accountId, type));
  return new Set(levels.flatMap((level) => level.policies.map((policy) => policy.compiled)));
}

function word(sets: readonly ResidueSet[], actions: ReadonlyBits): readonly string[] {
  return sets.flatMap((set) => (isEmpty(intersect(set.actions, actions)) ? [] : [describeDenial(set.residue)]));
}
