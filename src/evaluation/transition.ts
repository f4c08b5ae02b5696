import type { CompiledPolicy } from "../policy/matching/policy";
import {
  type Bits,
  createBits,
  intersect,
  isEmpty,
  type ReadonlyBits,
  subtract,
  addAll,
  removeAll,
} from "./access/bits";
import { type AccessMatrix, LEG_TYPES } from "./access/matrix";
import { type AccessProfile, getAllowed, getDenied } from "./access/profile";
import { gatherResidues } from "./access/residue";

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

/** What differs between two standpoints of one engine. */
export function compareStandpoints(before: Standpoint, after: Standpoint): Transition {
  const { universe } = before.matrix;
  const was = before.matrix.getProfile(before.targetId);
  const is = after.matrix.getProfile(after.targetId);
  const none = universe.nothing;
  if (was.number === is.number) {
    return {
      ...{ newlyDenied: none, newlyAllowed: none, newlyConditional: none },
      ...{ nowPossible: none, otherConditions: none, undecided: none },
    };
  }
  const [wasDenied, isDenied] = [getDenied(was), getDenied(is)];
  const [wasAllowed, isAllowed] = [getAllowed(universe, was), getAllowed(universe, is)];
  const touched = findTouched(before, after);
  const undecided = findUndecided(was, is, touched);
  const known = (bits: Bits) => subtract(bits, undecided);
  return {
    newlyDenied: known(subtract(isDenied, wasDenied)),
    newlyAllowed: known(subtract(isAllowed, wasAllowed)),
    newlyConditional: known(intersect(wasAllowed, is.conditional)),
    nowPossible: known(intersect(wasDenied, is.conditional)),
    otherConditions: known(intersect(intersect(was.conditional, is.conditional), touched)),
    undecided,
  };
}

/** Unknown on one side, or on both where policies that changed speak of the action. */
function findUndecided(was: AccessProfile, is: AccessProfile, touched: ReadonlyBits): Bits {
  const undecided = was.unknown.slice();
  addAll(undecided, is.unknown);
  const lasting = intersect(was.unknown, is.unknown);
  removeAll(lasting, touched);
  removeAll(undecided, lasting);
  return undecided;
}

/** The actions whose conditions may differ: those of statements that only one of the two has. */
function findTouched(before: Standpoint, after: Standpoint): Bits {
  const touched = createBits(before.matrix.universe.size);
  for (const type of LEG_TYPES) {
    const was = before.matrix
      .getLevels(before.targetId, type)
      .map((level) => level.policies.map((one) => one.compiled));
    const is = after.matrix.getLevels(after.targetId, type).map((level) => level.policies.map((one) => one.compiled));
    addDifference(touched, before.matrix, listOthers(was.flat(), is.flat()), listOthers(is.flat(), was.flat()), "Deny");
    // An Allow counts for its level, so that levels are compared as a whole, each with one other.
    const isAlone = [...is];
    const wasAlone = was.filter((level) => {
      const at = isAlone.findIndex((other) => isAlike(level, other));
      if (at >= 0) isAlone.splice(at, 1);
      return at < 0;
    });
    addDifference(touched, before.matrix, wasAlone.flat(), isAlone.flat(), "Allow");
  }
  return touched;
}

function isAlike(one: readonly CompiledPolicy[], other: readonly CompiledPolicy[]): boolean {
  return one.length === other.length && one.every((policy) => other.includes(policy));
}

function listOthers(policies: readonly CompiledPolicy[], others: readonly CompiledPolicy[]): readonly CompiledPolicy[] {
  return policies.filter((policy) => !others.includes(policy));
}

function addDifference(
  touched: Bits,
  matrix: AccessMatrix,
  was: readonly CompiledPolicy[],
  is: readonly CompiledPolicy[],
  effect: "Allow" | "Deny",
): void {
  if (was.length === 0 && is.length === 0) return;
  const gather = (policies: readonly CompiledPolicy[]) =>
    gatherResidues(
      policies.flatMap((policy) => matrix.getStatements(policy)),
      effect,
    );
  const [earlier, later] = [gather(was), gather(is)];
  for (const key of new Set([...earlier.keys(), ...later.keys()])) {
    const [one, other] = [earlier.get(key)?.actions, later.get(key)?.actions];
    if (!one || !other) addAll(touched, one ?? other ?? matrix.universe.nothing);
    else {
      addAll(touched, subtract(one, other));
      addAll(touched, subtract(other, one));
    }
  }
}
