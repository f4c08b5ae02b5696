import type { CompiledPolicy } from "../policy/matching/policy";
import { SERVICE_CONTROL_POLICY } from "../terms/policyTypes";
import {
  addAll,
  addDifference,
  type Bits,
  createBits,
  equals,
  intersect,
  isEmpty,
  type ReadonlyBits,
  removeAll,
  unite,
} from "./access/bits";
import { type AccessMatrix, LEG_TYPES } from "./access/matrix";
import { gatherResidues, type ResidueSet } from "./access/residue";
import { findHolds } from "./access/statementSets";
import type { ActionUniverse } from "./access/universe";
import type { AccountView } from "./access/viewpoint";
import type { Level } from "./level";

/** What becomes of the actions of an account. The sets do not overlap; an action in none of them stays as it is. */
export interface Transition {
  /** Surely denied, and was not. */
  readonly newlyDenied: ReadonlyBits;
  /** Nothing stands in the way any more. */
  readonly newlyAllowed: ReadonlyBits;
  /** Was free, now depends on the request. */
  readonly newlyConditional: ReadonlyBits;
  /** Was surely denied, now depends on the request. */
  readonly nowPossible: ReadonlyBits;
  /** Depended on the request and still does, but perhaps on other conditions. */
  readonly otherConditions: ReadonlyBits;
  /** Cannot be told, before or after, for want of what could not be read. */
  readonly undecided: ReadonlyBits;
}

export const TRANSITION_KINDS = [
  ...(["newlyDenied", "newlyAllowed", "newlyConditional", "nowPossible", "otherConditions", "undecided"] as const),
];
export type TransitionKind = (typeof TRANSITION_KINDS)[number];

/** An account or target as an organization had it, or another. */
export interface Standpoint {
  readonly matrix: AccessMatrix;
  readonly targetId: string;
}

export function isUnchanged(transition: Transition): boolean {
  return TRANSITION_KINDS.every((kind) => isEmpty(transition[kind]));
}

/** Whether the same becomes of the same actions. */
export function isSameTransition(one: Transition, other: Transition): boolean {
  return TRANSITION_KINDS.every((kind) => one[kind] === other[kind] || equals(one[kind], other[kind]));
}

/** What differs between two standpoints of one engine. */
export function compareStandpoints(before: Standpoint, after: Standpoint): Transition {
  return new Comparison(before.matrix, after.matrix).compare(before.targetId, after.targetId);
}

/** Compares targets of two organizations; what pairs of targets have in common is worked out once. */
export class Comparison {
  readonly #before: AccessMatrix;
  readonly #after: AccessMatrix;
  readonly #universe: ActionUniverse;
  readonly #numbers = new Map<CompiledPolicy, number>();
  readonly #touched = new Map<string, ReadonlyBits>();
  /** Written to for each pair, and copied from where something is in it. */
  readonly #scratch: Readonly<Record<TransitionKind, Bits>>;
  readonly #none: Transition;

  constructor(before: AccessMatrix, after: AccessMatrix) {
    this.#before = before;
    this.#after = after;
    this.#universe = before.universe;
    const { size, nothing } = before.universe;
    this.#scratch = mapKinds(() => createBits(size));
    this.#none = mapKinds(() => nothing);
  }

  compare(beforeId: string, afterId: string): Transition {
    const [was, is] = [this.#before.getProfile(beforeId), this.#after.getProfile(afterId)];
    if (was.number === is.number) return this.#none;
    const touched = this.#findTouched(beforeId, afterId);
    const { newlyDenied, newlyAllowed, newlyConditional, nowPossible, otherConditions, undecided } = this.#scratch;
    for (let at = 0; at < touched.length; at++) {
      const wasDenied = (was.explicitDeny[at] ?? 0) | (was.implicitDeny[at] ?? 0);
      const isDenied = (is.explicitDeny[at] ?? 0) | (is.implicitDeny[at] ?? 0);
      const wasOpen = was.conditional[at] ?? 0;
      const isOpen = is.conditional[at] ?? 0;
      const wasUnknown = was.unknown[at] ?? 0;
      const isUnknown = is.unknown[at] ?? 0;
      const wasFree = ~(wasDenied | wasOpen | wasUnknown);
      const isFree = ~(isDenied | isOpen | isUnknown);
      const speaks = touched[at] ?? 0;
      // Unknown on one side, or on both where policies that changed speak of the action.
      const untold = (wasUnknown ^ isUnknown) | (wasUnknown & isUnknown & speaks);
      const told = (this.#universe.everything[at] ?? 0) & ~untold;
      undecided[at] = untold;
      newlyDenied[at] = isDenied & ~wasDenied & told;
      newlyAllowed[at] = isFree & ~wasFree & told;
      newlyConditional[at] = wasFree & isOpen & told;
      nowPossible[at] = wasDenied & isOpen & told;
      otherConditions[at] = wasOpen & isOpen & speaks & told;
    }
    return mapKinds((kind) => {
      const bits = this.#scratch[kind];
      return isEmpty(bits) ? this.#universe.nothing : bits.slice();
    });
  }

  /** The actions whose conditions may differ. */
  #findTouched(beforeId: string, afterId: string): ReadonlyBits {
    const views = [this.#before.createView(beforeId), this.#after.createView(afterId)] as const;
    const isMoved = this.#isMoved(beforeId, afterId);
    const sets = LEG_TYPES.flatMap((type) => {
      const was = this.#before.getLevels(beforeId, type);
      const is = this.#after.getLevels(afterId, type);
      const [earlier, later] = [listPolicies(was), listPolicies(is)];
      return [
        this.#findDifference("Deny", listOthers(earlier, later), listOthers(later, earlier), views),
        // RCPFullAWSAccess allows everything at every level.
        ...(type === SERVICE_CONTROL_POLICY ? pairLevels(was, is) : []).map(([one, other]) =>
          this.#findDifference("Allow", one && listPolicies([one]), other && listPolicies([other]), views),
        ),
        ...(isMoved
          ? this.#findTurned(
              earlier.filter((policy) => later.includes(policy)),
              views,
            )
          : []),
      ];
    });
    return unite(sets, this.#universe.nothing);
  }

  #isMoved(beforeId: string, afterId: string): boolean {
    const [was, is] = [this.#before.hierarchy, this.#after.hierarchy];
    return beforeId !== afterId || was.getOrganizationPath(beforeId) !== is.getOrganizationPath(afterId);
  }

  /** The actions of statements that stayed and say another thing of an account elsewhere, as by aws:PrincipalOrgPaths. */
  #findTurned(policies: readonly CompiledPolicy[], [was, is]: Views): readonly ReadonlyBits[] {
    return policies.flatMap((policy) =>
      this.#before.getStatements(policy).flatMap(({ statement, actions }) => {
        const [earlier, later] = [findHolds(statement, was), findHolds(statement, is)];
        return earlier.every((answer, at) => answer === later[at]) ? [] : [actions];
      }),
    );
  }

  #findDifference(effect: "Allow" | "Deny", was: Policies, is: Policies, views: Views): ReadonlyBits {
    if (was?.length === 0 && is?.length === 0) return this.#universe.nothing;
    // A known principal is ruled out by some statements, as one that is exempt.
    if (this.#after.viewpoint.principal !== undefined) return this.#workOut(effect, was, is, views);
    const list = (policies: Policies) => policies?.map((policy) => this.#getNumber(policy)).join(" ") ?? "*";
    const key = `${effect} ${list(was)}/${list(is)}`;
    const known = this.#touched.get(key) ?? this.#workOut(effect, was, is);
    this.#touched.set(key, known);
    return known;
  }

  /** The actions of statements that only one of the two has, but for those that hold for every request on both sides. */
  #workOut(effect: "Allow" | "Deny", was: Policies, is: Policies, views?: Views): ReadonlyBits {
    const { nothing, size } = this.#universe;
    const [earlier, later] = [this.#gather(effect, was, views?.[0]), this.#gather(effect, is, views?.[1])];
    const touched = createBits(size);
    for (const key of new Set([...earlier.residues.keys(), ...later.residues.keys()])) {
      addDifference(
        touched,
        earlier.residues.get(key)?.actions ?? nothing,
        later.residues.get(key)?.actions ?? nothing,
      );
    }
    // One side may let everything through without a statement that says so.
    addDifference(touched, earlier.always, later.always);
    removeAll(touched, intersect(earlier.always, later.always));
    return touched;
  }

  #gather(effect: "Allow" | "Deny", policies: Policies, view: AccountView | undefined) {
    if (!policies) return { residues: new Map<string, ResidueSet>(), always: this.#universe.everything };
    const always = createBits(this.#universe.size);
    const statements = policies
      .flatMap((policy) => this.#before.getStatements(policy))
      .filter(({ statement, actions }) => {
        const answers = view && statement.effect === effect ? findHolds(statement, view) : [];
        if (answers.length > 0 && answers.every((answer) => answer === "yes")) addAll(always, actions);
        return answers.length === 0 || answers.some((answer) => answer !== "no");
      });
    const residues = gatherResidues(statements, effect);
    for (const { residue, actions } of residues.values()) if (residue.isAlways) addAll(always, actions);
    return { residues, always };
  }

  #getNumber(policy: CompiledPolicy): number {
    const number = this.#numbers.get(policy) ?? this.#numbers.size;
    this.#numbers.set(policy, number);
    return number;
  }
}

function mapKinds<T>(map: (kind: TransitionKind) => T): Readonly<Record<TransitionKind, T>> {
  return {
    newlyDenied: map("newlyDenied"),
    newlyAllowed: map("newlyAllowed"),
    newlyConditional: map("newlyConditional"),
    nowPossible: map("nowPossible"),
    otherConditions: map("otherConditions"),
    undecided: map("undecided"),
  };
}

/** Of an account or target before and after. */
type Views = readonly [AccountView, AccountView];

/** The policies of a level, or of several; `undefined` is a level that lets everything through. */
type Policies = readonly CompiledPolicy[] | undefined;

function listPolicies(levels: readonly Level[]): readonly CompiledPolicy[] {
  return levels.flatMap((level) => level.policies.map((policy) => policy.compiled));
}

/**
 * An Allow counts for its own level alone, and each level must allow. So levels are compared one by one: those that
 * say the same drop out, wherever they are; the others stand against the level of the same target, or else against the
 * next that is left. A level that is left alone was not there on the other side, and nothing was forbidden by it.
 */
function pairLevels(
  was: readonly Level[],
  is: readonly Level[],
): readonly (readonly [Level | undefined, Level | undefined])[] {
  const [, wasOther, isOther] = takePairs(was, is, isAlike);
  const [sameTarget, wasAlone, isAlone] = takePairs(wasOther, isOther, (one, other) => one.targetId === other.targetId);
  const length = Math.max(wasAlone.length, isAlone.length);
  return [...sameTarget, ...Array.from({ length }, (_, at) => [wasAlone[at], isAlone[at]] as const)];
}

/** Pairs of levels that fit each other, and what is left of both. */
function takePairs(
  was: readonly Level[],
  is: readonly Level[],
  fits: (one: Level, other: Level) => boolean,
): readonly [pairs: readonly (readonly [Level, Level])[], was: readonly Level[], is: readonly Level[]] {
  const left = [...is];
  const pairs: (readonly [Level, Level])[] = [];
  const alone = was.filter((level) => {
    const at = left.findIndex((other) => fits(level, other));
    for (const other of at < 0 ? [] : left.splice(at, 1)) pairs.push([level, other]);
    return at < 0;
  });
  return [pairs, alone, left];
}

function isAlike({ policies: one }: Level, { policies: other }: Level): boolean {
  return (
    one.length === other.length && one.every(({ compiled }) => other.some((policy) => policy.compiled === compiled))
  );
}

function listOthers(policies: readonly CompiledPolicy[], others: readonly CompiledPolicy[]): readonly CompiledPolicy[] {
  return policies.filter((policy) => !others.includes(policy));
}
