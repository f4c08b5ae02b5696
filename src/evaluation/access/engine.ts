import type { OrganizationContents } from "../../organization/model";
import { compilePolicy } from "../../policy/matching/compile";
import type { CompiledPolicy } from "../../policy/matching/policy";
import { type PolicyType, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { ALWAYS_ANSWERED, findUnrestricted } from "../exemptions";
import { Hierarchy, type PolicyCompiler } from "../hierarchy";
import type { Level } from "../level";
import type { Places } from "../places";
import { addBit, addRange, createBits, type ReadonlyBits } from "./bits";
import { Generations } from "./generations";
import { createLevelSets, extend, type LevelSets } from "./levelSets";
import { AccessMatrix } from "./matrix";
import { type AccessProfile, createProfile, type ProfileLeg } from "./profile";
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
import type { AccountView, Viewpoint } from "./viewpoint";

/**
 * Judges all actions of all accounts at once. What organizations have in common (policies by their text, levels by
 * their policies, accounts by their levels) is worked out once and kept, so that after an edit only what it touches is
 * worked out again.
 */
export interface AccessEngine {
  readonly universe: ActionUniverse;
  readonly viewpoint: Viewpoint;
  judge(contents: OrganizationContents): AccessMatrix;
  /** The organization of another engine's answer; how it is built need not be worked out again. */
  judgeAgain(matrix: AccessMatrix): AccessMatrix;
}

export function createAccessEngine(universe: ActionUniverse, viewpoint: Viewpoint = {}): AccessEngine {
  const workshop = new Workshop(universe);
  const compile: PolicyCompiler = (text, type) => workshop.compile(text, type);
  /** Of the organization that was judged last; an edit of a policy leaves them as they are. */
  let places: Places | undefined;
  const judge = (contents: OrganizationContents, createHierarchy: () => Hierarchy) => {
    workshop.begin(contents.organization.id);
    const hierarchy = createHierarchy();
    places = hierarchy.places;
    return new AccessMatrix({ contents, hierarchy, universe, viewpoint, workshop });
  };
  return {
    universe,
    viewpoint,
    judge: (contents) => judge(contents, () => new Hierarchy(contents, compile, places)),
    judgeAgain: ({ contents, hierarchy }) => judge(contents, () => hierarchy),
  };
}

/** What is worked out once for all organizations of an engine. */
export class Workshop {
  readonly #universe: ActionUniverse;
  #count = 0;
  #organizationId: string | undefined;
  readonly #compiled = new Map<PolicyType, Generations<string, CompiledPolicy>>();
  readonly #policies = new Generations<CompiledPolicy, PolicySets>();
  #plans = new Generations<PolicySets, PolicyPlan>();
  #levels = new Generations<string, LevelSets>();
  readonly #chains = new Generations<string, LevelSets>();
  readonly #profiles = new Generations<string, AccessProfile>();

  readonly #unrestricted: ReadonlyBits;

  constructor(universe: ActionUniverse) {
    this.#universe = universe;
    const unrestricted = createBits(universe.size);
    for (const { prefix, start, end } of universe.services) {
      if (findUnrestricted({ service: prefix, full: "" })) addRange(unrestricted, start, end);
    }
    const answered = universe.find(ALWAYS_ANSWERED);
    if (answered !== undefined) addBit(unrestricted, answered);
    this.#unrestricted = unrestricted;
  }

  /** Actions that no policy of a type restricts, whatever it says: levels have none of them. */
  getFree(type: PolicyType): ReadonlyBits {
    return type === SERVICE_CONTROL_POLICY ? this.#unrestricted : this.#universe.nothing;
  }

  begin(organizationId: string): void {
    // What a level says hangs on the organization's id, which conditions compare.
    if (this.#organizationId !== organizationId) {
      this.#plans = new Generations();
      this.#levels = new Generations();
    }
    this.#organizationId = organizationId;
    const caches = [
      this.#policies,
      this.#plans,
      this.#levels,
      this.#chains,
      this.#profiles,
      ...this.#compiled.values(),
    ];
    for (const cache of caches) cache.advance();
  }

  compile(text: string, type: PolicyType): CompiledPolicy {
    const known = this.#compiled.get(type) ?? new Generations<string, CompiledPolicy>();
    this.#compiled.set(type, known);
    return known.get(text, () => compilePolicy(text, type));
  }

  getPolicySets(compiled: CompiledPolicy): PolicySets {
    return this.#policies.get(compiled, () => createPolicySets(this.#universe, compiled, this.#next()));
  }

  /** The sets of a level in the view of an account, and whether another account could have others. */
  getLevelSets(level: Level, type: PolicyType, view: AccountView): JudgedLevel {
    const policies = level.policies.map(({ compiled }) => this.getPolicySets(compiled)).sort(byNumber);
    const plans = policies.map((policy) => this.#plans.get(policy, () => this.#plan(policy, view)));
    const hasGap = level.gap !== undefined;
    let key = `${type}${hasGap ? "!" : ""}`;
    for (const { number } of policies) key += ` ${number}`;
    const create = (more: readonly BothEffects[]) => {
      const options = {
        ...{ number: this.#next(), hasGap, free: this.getFree(type) },
        needsAllow: type !== RESOURCE_CONTROL_POLICY,
      };
      return createLevelSets(this.#universe, [...plans.map((plan) => plan.effects), ...more], options);
    };
    const byAccount = plans.flatMap((plan) => plan.byAccount);
    if (byAccount.length === 0) return { sets: this.#levels.get(key, () => create([])), isShared: true };
    const own = byAccount.map((set) => ({ ...set, holds: findHolds(set.statement, view) }));
    const answers = own.map(({ holds }) => holds.map((answer) => answer.charAt(0)).join(""));
    const get = () => create([sumUp(this.#universe, own)]);
    return { sets: this.#levels.get(`${key} ${answers.join(" ")}`, get), isShared: false };
  }

  getChain(above: LevelSets, level: LevelSets): LevelSets {
    return this.#chains.get(`${above.number}/${level.number}`, () =>
      extend(above, level, this.#next(), this.#universe.nothing),
    );
  }

  /** `key` tells legs apart. */
  getProfile(key: string, notSubject: () => ReadonlyBits, listLegs: () => readonly ProfileLeg[]): AccessProfile {
    return this.#profiles.get(key, () => createProfile(this.#universe, this.#next(), notSubject(), listLegs()));
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
