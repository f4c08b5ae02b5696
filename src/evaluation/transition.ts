import type { CompiledPolicy } from "../policy/matching/policy";
import type { PolicyType } from "../terms/policyTypes";
import { addDifference, type Bits, createBits, equals, isEmpty, type ReadonlyBits, unite } from "./access/bits";
import { type AccessMatrix, LEG_TYPES } from "./access/matrix";
import { gatherResidues } from "./access/residue";
import { findHolds, type StatementSet } from "./access/statementSets";
import type { ActionUniverse } from "./access/universe";
import type { AccountView } from "./access/viewpoint";

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

  /** The actions whose conditions may differ: those of statements that only one of the two has. */
  #findTouched(beforeId: string, afterId: string): ReadonlyBits {
    const sets = LEG_TYPES.flatMap((type) => {
      const was = listPolicies(this.#before, beforeId, type);
      const is = listPolicies(this.#after, afterId, type);
      const [wasAlone, isAlone] = findUnpaired(was, is);
      return [
        this.#findDifference(listOthers(was.flat(), is.flat()), listOthers(is.flat(), was.flat()), "Deny", afterId),
        this.#findDifference(wasAlone, isAlone, "Allow", afterId),
      ];
    });
    return unite(sets, this.#universe.nothing);
  }

  #findDifference(
    was: readonly CompiledPolicy[],
    is: readonly CompiledPolicy[],
    effect: "Allow" | "Deny",
    targetId: string,
  ): ReadonlyBits {
    if (was.length === 0 && is.length === 0) return this.#universe.nothing;
    // A known principal is ruled out by some statements, as one that is exempt.
    if (this.#after.viewpoint.principal !== undefined) {
      return this.#workOut(was, is, effect, this.#after.createView(targetId));
    }
    const list = (policies: readonly CompiledPolicy[]) => policies.map((policy) => this.#getNumber(policy)).join(" ");
    const key = `${effect} ${list(was)}/${list(is)}`;
    const known = this.#touched.get(key) ?? this.#workOut(was, is, effect);
    this.#touched.set(key, known);
    return known;
  }

  #workOut(
    was: readonly CompiledPolicy[],
    is: readonly CompiledPolicy[],
    effect: "Allow" | "Deny",
    view?: AccountView,
  ): ReadonlyBits {
    const mayHold = ({ statement }: StatementSet) =>
      !view || findHolds(statement, view).some((answer) => answer !== "no");
    const gather = (policies: readonly CompiledPolicy[]) =>
      gatherResidues(policies.flatMap((policy) => this.#before.getStatements(policy)).filter(mayHold), effect);
    const [earlier, later] = [gather(was), gather(is)];
    const { nothing, size } = this.#universe;
    const touched = createBits(size);
    for (const key of new Set([...earlier.keys(), ...later.keys()])) {
      addDifference(touched, earlier.get(key)?.actions ?? nothing, later.get(key)?.actions ?? nothing);
    }
    return touched;
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

function listPolicies(
  matrix: AccessMatrix,
  targetId: string,
  type: PolicyType,
): readonly (readonly CompiledPolicy[])[] {
  return matrix.getLevels(targetId, type).map((level) => level.policies.map((policy) => policy.compiled));
}

/** An Allow counts for its level, so that levels are compared as a whole, each with one other. */
function findUnpaired(
  was: readonly (readonly CompiledPolicy[])[],
  is: readonly (readonly CompiledPolicy[])[],
): readonly [readonly CompiledPolicy[], readonly CompiledPolicy[]] {
  const isAlone = [...is];
  const wasAlone = was.filter((level) => {
    const at = isAlone.findIndex((other) => isAlike(level, other));
    if (at >= 0) isAlone.splice(at, 1);
    return at < 0;
  });
  return [wasAlone.flat(), isAlone.flat()];
}

function isAlike(one: readonly CompiledPolicy[], other: readonly CompiledPolicy[]): boolean {
  return one.length === other.length && one.every((policy) => other.includes(policy));
}

function listOthers(policies: readonly CompiledPolicy[], others: readonly CompiledPolicy[]): readonly CompiledPolicy[] {
  return policies.filter((policy) => !others.includes(policy));
}
