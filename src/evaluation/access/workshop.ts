import { compilePolicy } from "../../policy/matching/compile";
import type { CompiledPolicy } from "../../policy/matching/policy";
import { type PolicyType, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { ALWAYS_ANSWERED, findUnrestricted } from "../exemptions";
import type { Level } from "../level";
import { addBit, addRange, BitMemory, createBits, type ReadonlyBits, subtract } from "./bits";
import { Chain, Chains } from "./chains";
import { Generations } from "./generations";
import { createLevelSets, type LevelSets } from "./levelSets";
import { Profiles } from "./profiles";
import {
  type BothEffects,
  createPolicySets,
  findCommonHolds,
  findHolds,
  type JudgedSet,
  type PolicySets,
  type StatementSet,
  sumUp,
} from "./statementSets";
import type { ActionUniverse } from "./universe";
import type { AccountView } from "./viewpoint";

/** What is worked out once for all organizations of an engine. */
export class Workshop {
  readonly #universe: ActionUniverse;
  readonly #unrestricted: ReadonlyBits;
  #count = 0;
  readonly #compiled = new Map<PolicyType, Generations<string, CompiledPolicy>>();
  readonly #policies = new Generations<CompiledPolicy, PolicySets>();
  readonly #organizations = new Generations<string, Judged>();
  #placed = new Map<string, LevelSets>();
  #lastPlaced: ReadonlyMap<string, LevelSets> = new Map();
  readonly #untold = new Map<PolicyType, Chain>();
  readonly chains: Chains;
  readonly profiles: Profiles;
  /** No levels at all. */
  readonly silent: Chain;

  constructor(universe: ActionUniverse) {
    this.#universe = universe;
    const unrestricted = createBits(universe.size);
    for (const { prefix, start, end } of universe.services) {
      if (findUnrestricted({ service: prefix, full: "" })) addRange(unrestricted, start, end);
    }
    const answered = universe.find(ALWAYS_ANSWERED);
    if (answered !== undefined) addBit(unrestricted, answered);
    this.#unrestricted = unrestricted;
    const memory = new BitMemory(universe.nothing);
    this.chains = new Chains(memory);
    this.profiles = new Profiles(universe, unrestricted, this.chains, memory);
    this.silent = new Chain(undefined, createSilence(universe.nothing));
  }

  /** Actions that no policy of a type restricts, whatever it says: levels have none of them. */
  #getFree(type: PolicyType): ReadonlyBits {
    return type === SERVICE_CONTROL_POLICY ? this.#unrestricted : this.#universe.nothing;
  }

  begin(organizationId: string): void {
    this.#organizations.advance();
    const { plans, levels } = this.#getJudged(organizationId);
    const caches = [this.#policies, plans, levels, this.chains, this.profiles, ...this.#compiled.values()];
    for (const cache of caches) cache.advance();
    this.#lastPlaced = this.#placed;
    this.#placed = new Map();
  }

  compile(text: string, type: PolicyType): CompiledPolicy {
    const known = this.#compiled.get(type) ?? new Generations<string, CompiledPolicy>();
    this.#compiled.set(type, known);
    return known.get(text, () => compilePolicy(text, type));
  }

  getPolicySets(compiled: CompiledPolicy): PolicySets {
    return this.#policies.get(compiled, () => createPolicySets(this.#universe, compiled, this.#next()));
  }

  /**
   * The sets of a level in the view of an account, and whether another account could have others. `place`: levels that
   * stand in the same one, round after round, are likely to have most in common.
   */
  getLevelSets(level: Level, type: PolicyType, view: AccountView, place: string | undefined): JudgedLevel {
    const policies = level.policies.map(({ compiled }) => this.getPolicySets(compiled)).sort(byNumber);
    const { plans: known, levels } = this.#getJudged(view.organizationId);
    const plans = policies.map((policy) => known.get(policy, () => this.#plan(policy, view)));
    const hasGap = level.gap !== undefined;
    const own = plans
      .flatMap((plan) => plan.byAccount)
      .map((set) => ({ ...set, holds: findHolds(set.statement, view) }));
    const answers = own.map(({ holds }) => holds.map((answer) => answer.charAt(0)).join("")).join(" ");
    const key = `${type}${hasGap ? "!" : ""} ${policies.map(({ number }) => number).join(" ")} ${answers}`;
    const sets = levels.get(key, () => {
      const effects = plans.map((plan) => plan.effects);
      const all = own.length === 0 ? effects : [...effects, sumUp(this.#universe, own)];
      const needsAllow = type !== RESOURCE_CONTROL_POLICY;
      return createLevelSets(this.#universe, all, { hasGap, free: this.#getFree(type), needsAllow });
    });
    if (place !== undefined) this.#place(`${type} ${place} ${answers}`, sets);
    return { sets, isShared: own.length === 0 };
  }

  #getJudged(organizationId: string): Judged {
    return this.#organizations.get(organizationId, () => ({ plans: new Generations(), levels: new Generations() }));
  }

  #place(place: string, sets: LevelSets): void {
    const was = this.#lastPlaced.get(place);
    if (was) this.chains.replace(was, sets);
    this.#placed.set(place, sets);
  }

  /** What is said where nothing of a type is known. */
  getUntold(type: PolicyType): Chain {
    const known = this.#untold.get(type);
    if (known) return known;
    const { everything, nothing } = this.#universe;
    const unknown = subtract(everything, this.#getFree(type));
    const chain = new Chain(undefined, { ...createSilence(nothing), unknown });
    this.#untold.set(type, chain);
    return chain;
  }

  #plan(policy: PolicySets, view: AccountView): PolicyPlan {
    const judged: JudgedSet[] = [];
    const byAccount: StatementSet[] = [];
    const { ofAll } = view;
    for (const set of policy.statements) {
      const holds = findCommonHolds(set.statement, ofAll);
      if (holds) judged.push({ ...set, holds });
      else byAccount.push(set);
    }
    return { effects: sumUp(this.#universe, judged), byAccount };
  }

  #next(): number {
    return ++this.#count;
  }
}

/** What hangs on the organization's id, which conditions compare. */
interface Judged {
  readonly plans: Generations<PolicySets, PolicyPlan>;
  readonly levels: Generations<string, LevelSets>;
}

export interface JudgedLevel {
  readonly sets: LevelSets;
  readonly isShared: boolean;
}

interface PolicyPlan {
  /** What its statements say to every account alike. */
  readonly effects: BothEffects;
  /** Statements whose answer differs from account to account. */
  readonly byAccount: readonly StatementSet[];
}

function byNumber(left: PolicySets, right: PolicySets): number {
  return left.number - right.number;
}

function createSilence(none: ReadonlyBits): LevelSets {
  return { denied: none, closed: none, unknown: none, open: none };
}
