/**
 * What policies do before, between and after the steps of a plan: nothing that has to stay possible is lost, no target
 * loses its last Allow, and no state on the way is worse than both ends.
 */
import type { OrganizationContents } from "../../organization/model";
import { intersect, isEmpty, isSubset, type ReadonlyBits, subtract } from "../../evaluation/access/bits";
import type { AccessEngine } from "../../evaluation/access/engine";
import type { AccessMatrix } from "../../evaluation/access/matrix";
import type { Impact } from "../../evaluation/impact";
import { type AccessProfile, getDenied } from "../../evaluation/access/profile";
import { isEvaluated, type PolicyType } from "../../terms/policyTypes";
import { applyStep } from "../applyStep";
import { isNewId } from "../newIds";
import { listChangedTypes } from "../changedTypes";
import { OrganizationDraft } from "../organizationDraft";
import type { Plan, PlannedStep } from "../plan";
import { finding, type PlanFinding } from "./catalogue";
import { checkNearlyEverything, checkRootDenial } from "./denials";
import { createDirections, type Direction } from "./direction";
import type { PlanFacts } from "./facts";
import { checkMustKeep, type Touched } from "./mustKeep";
import { getTouched } from "./protections";

/** `impact`: the plan's, judged by `engine`, which takes nothing for known but the account. */
export function getGuardFindings(
  plan: Plan,
  facts: PlanFacts,
  impact: Impact,
  engine: AccessEngine,
): readonly PlanFinding[] {
  const walk = walkPlan(plan, facts.contents);
  if (walk.touched.size === 0) return [];
  const { before, after } = impact;
  return [
    ...walk.atRoot,
    ...checkMustKeep(facts, impact, walk).map((found) => soften(found, plan)),
    ...checkEverything(walk, impact, facts.contents),
    ...checkBetween(walk, before, after, engine),
  ];
}

/** The way back leads to where the organization was: it may be gone, though not by a reflex. */
function soften(found: PlanFinding, { undoes }: Plan): PlanFinding {
  return undoes !== undefined && found.severity === "error" ? { ...found, severity: "typed" } : found;
}

interface State {
  readonly planned: PlannedStep;
  readonly contents: OrganizationContents;
}

interface Walk extends Touched {
  /** Those of them that steps of both directions touch: for the others no state on the way is worse than both ends. */
  readonly mixed: ReadonlySet<string>;
  /** What the first of the steps that change what policies do is about, by its path. */
  readonly target: string;
  readonly atRoot: readonly PlanFinding[];
  /** The organization after each step that changes what policies do. */
  readonly states: readonly State[];
}

function walkPlan(plan: Plan, contents: OrganizationContents): Walk {
  const draft = new OrganizationDraft(contents);
  const touched = new Map<string, Direction>();
  const states: State[] = [];
  const types = new Set<PolicyType>();
  const atRoot: PlanFinding[] = [];
  let target: string | undefined;
  const getDirection = createDirections();
  for (const planned of plan.steps) {
    const changed = listChangedTypes(planned.step, draft).filter(isEvaluated);
    const isJudged = changed.length > 0;
    if (isJudged) {
      for (const type of changed) types.add(type);
      for (const found of checkRootDenial(planned.step, draft)) atRoot.push({ ...found, stepId: planned.id });
      const direction = getDirection(planned.step, draft);
      const places = getTouched(planned.step, draft);
      target ??= places.map((id) => draft.getName(id))[0];
      for (const id of places.flatMap((place) => draft.getAccountIdsBelow(place))) {
        touched.set(id, (touched.get(id) ?? direction) === direction ? direction : "either");
      }
    }
    applyStep(draft, planned);
    if (isJudged) states.push({ planned, contents: draft.getContents() });
  }
  // An account that the plan itself creates has nothing to lose.
  const there = [...touched].filter(([id]) => draft.getAccount(id) && !isNewId(id));
  const mixed = there.filter(([, direction]) => direction === "either");
  const sets = { touched: new Set(there.map(([id]) => id)), mixed: new Set(mixed.map(([id]) => id)) };
  return { ...sets, types, states, atRoot, target: target ?? "" };
}

/** Active accounts in which nothing, or hardly anything, is possible any more, though something was. */
function* checkEverything(
  { touched, target }: Walk,
  impact: Impact,
  contents: OrganizationContents,
): Generator<PlanFinding> {
  const { before, after } = impact;
  const { everything } = before.universe;
  const known = new Map<AccessProfile, boolean>();
  const isDead = (matrix: AccessMatrix, id: string) => {
    const profile = matrix.getProfile(id);
    const answer = known.get(profile) ?? isSubset(subtract(everything, profile.notSubject), getDenied(profile));
    known.set(profile, answer);
    return answer;
  };
  const explicit: string[] = [];
  const implicit: string[] = [];
  for (const { id, name, state } of contents.accounts) {
    if (!touched.has(id) || state !== "ACTIVE" || !isDead(after, id) || isDead(before, id)) continue;
    const { explicitDeny, notSubject } = after.getProfile(id);
    const isExplicit = isSubset(subtract(everything, notSubject), explicitDeny);
    (isExplicit ? explicit : implicit).push(name);
  }
  const [denied, closed] = [explicit, implicit].map((names) => ({ accounts: names.length, account: names[0] ?? "" }));
  if (denied && denied.accounts > 0) yield finding("deniesEverything", denied);
  if (closed && closed.accounts > 0) yield finding("allowsNothing", closed);
  yield* checkNearlyEverything(impact, (id) => isDead(after, id), target);
}

/** States on the way in which an account is worse off than at both ends, or a Deny of both ends does not hold. */
function* checkBetween(
  { mixed, states }: Walk,
  before: AccessMatrix,
  after: AccessMatrix,
  engine: AccessEngine,
): Generator<PlanFinding> {
  if (mixed.size === 0) return;
  const less = new Spans();
  const open = new Spans();
  for (const [index, { contents }] of states.slice(0, -1).entries()) {
    const matrix = engine.judge(contents);
    // Many accounts are alike.
    const known = new Map<string, Between>();
    for (const id of mixed) {
      const profiles = [before, matrix, after].map((one) => one.getProfile(id));
      const key = profiles.map(({ number }) => number).join();
      const between = known.get(key) ?? compareBetween(profiles.map(getDenied));
      known.set(key, between);
      if (between.isLess) less.add(index, id);
      if (between.isOpen) open.add(index, id);
    }
  }
  yield* less.tell("lessBetween", states, after.contents);
  yield* open.tell("openBetween", states, after.contents);
}

interface Between {
  /** Something is denied that neither end denies. */
  readonly isLess: boolean;
  /** Something is not denied that both ends deny. */
  readonly isOpen: boolean;
}

/** What is denied before, on the way and after. */
function compareBetween([was, is, will]: readonly ReadonlyBits[]): Between {
  if (!was || !is || !will) return { isLess: false, isOpen: false };
  const both = intersect(was, will);
  return { isLess: !isSubset(is, uniteBoth(was, will)), isOpen: !isEmpty(both) && !isSubset(both, is) };
}

/** For which accounts and states something holds on the way, as one finding. */
class Spans {
  #first: number | undefined;
  #last = 0;
  #longest = 0;
  /** By account: the last state of the span it is in, and how many states that has so far. */
  readonly #accounts = new Map<string, { readonly last: number; readonly length: number }>();

  /** States come in their order. */
  add(state: number, accountId: string): void {
    this.#first ??= state;
    this.#last = state;
    const span = this.#accounts.get(accountId);
    const length = span?.last === state - 1 ? span.length + 1 : 1;
    this.#accounts.set(accountId, { last: state, length });
    this.#longest = Math.max(this.#longest, length);
  }

  *tell(
    code: "lessBetween" | "openBetween",
    states: readonly State[],
    { accounts }: OrganizationContents,
  ): Generator<PlanFinding> {
    const getId = (state: number) => states[state]?.planned.id ?? "";
    if (this.#first === undefined) return;
    const [from, to] = [getId(this.#first), getId(this.#last + 1)];
    const [first = ""] = this.#accounts.keys();
    const target = accounts.find(({ id }) => id === first)?.name ?? first;
    const span = { from: Number(from), to: Number(to), steps: this.#longest };
    yield { ...finding(code, { ...span, target, accounts: this.#accounts.size }), stepId: from };
  }
}

function uniteBoth(left: ReadonlyBits, right: ReadonlyBits): ReadonlyBits {
  const result = new Uint32Array(left.length);
  for (let at = 0; at < result.length; at++) result[at] = (left[at] ?? 0) | (right[at] ?? 0);
  return result;
}
