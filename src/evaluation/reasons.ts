import { type PolicyType, RESOURCE_CONTROL_POLICY } from "../terms/policyTypes";
import { addAll, type Bits, intersect, isEmpty, type ReadonlyBits, removeAll } from "./access/bits";
import { type AccessMatrix, LEG_TYPES } from "./access/matrix";
import { getResidues, type Residue } from "./access/residue";
import { findHolds, type StatementSet, sumUp } from "./access/statementSets";
import type { AccountView } from "./access/viewpoint";
import type { Level } from "./level";
import type { StatementRef } from "./verdict";

/** Why actions of an account or target are not simply allowed. */
export interface Reason {
  readonly outcome: "denied" | "conditional" | "unknown";
  readonly policyType: PolicyType;
  /** The root, OU or account whose policies say so. */
  readonly levelId: string;
  /** The statement; without one, the level has no Allow for the actions, or a part of it could not be read. */
  readonly statement?: StatementRef & { readonly policyName: string; readonly effect: "Allow" | "Deny" };
  /** When the statement holds: any of these; empty where it always does. */
  readonly residues: readonly Residue[];
  readonly actions: ReadonlyBits;
}

/**
 * The reasons behind a profile, SCPs first, each from the root down. An action that is denied stands under the first
 * reason that denies it; one that depends on the request or is unknown, under every statement it hangs on.
 */
export function listReasons(matrix: AccessMatrix, targetId: string): readonly Reason[] {
  const profile = matrix.getProfile(targetId);
  const view = matrix.createView(targetId);
  // What no reason has been found for yet.
  const [denied, closed, untold] = [
    profile.explicitDeny.slice(),
    profile.implicitDeny.slice(),
    profile.unknown.slice(),
  ];
  const reasons: Reason[] = [];
  for (const policyType of LEG_TYPES) {
    for (const level of matrix.getLevels(targetId, policyType)) {
      const judged = judge(matrix, level, policyType, view);
      const add = (plain: PlainReason, actions: ReadonlyBits, asked: ReadonlyBits) => {
        const found = intersect(actions, asked);
        if (!isEmpty(found)) reasons.push({ ...plain, actions: found });
        return found;
      };
      // What is denied, is denied by one reason alone.
      for (const { sure, plain } of judged.denies) {
        removeAll(denied, add({ ...plain, outcome: "denied" }, sure, denied));
      }
      for (const { perhaps, plain } of judged.all)
        add({ ...plain, outcome: "conditional" }, perhaps, profile.conditional);
      for (const { unknown, plain } of judged.all) {
        removeAll(untold, add({ ...plain, outcome: "unknown" }, unknown, profile.unknown));
      }
      const own = { policyType, levelId: level.targetId, residues: [] };
      removeAll(closed, add({ ...own, outcome: "denied" }, judged.closed, closed));
      if (level.gap !== undefined) removeAll(untold, add({ ...own, outcome: "unknown" }, untold, untold));
    }
  }
  return reasons;
}

type PlainReason = Omit<Reason, "actions">;

interface JudgedStatement {
  readonly effect: "Allow" | "Deny";
  readonly plain: Omit<PlainReason, "outcome">;
  readonly sure: ReadonlyBits;
  readonly perhaps: ReadonlyBits;
  readonly unknown: ReadonlyBits;
}

function judge(matrix: AccessMatrix, level: Level, policyType: PolicyType, view: AccountView) {
  const { universe } = matrix;
  const judged = level.policies.flatMap(({ id, name, compiled }) =>
    matrix.getStatements(compiled).map((set) => judgeStatement(matrix, level, { id, name }, set, policyType, view)),
  );
  const denies = judged.filter(({ effect }) => effect === "Deny");
  const allows = judged.filter(({ effect }) => effect === "Allow");
  const open: Bits = universe.everything.slice();
  for (const { sure } of allows) removeAll(open, sure);
  const closed = open.slice();
  for (const { perhaps, unknown } of allows) for (const bits of [perhaps, unknown]) removeAll(closed, bits);
  // What one Allow leaves open, another may settle; RCPs need none.
  const needed = policyType === RESOURCE_CONTROL_POLICY ? universe.nothing : open;
  const depending = allows.map((one) => ({
    ...one,
    perhaps: intersect(one.perhaps, needed),
    unknown: intersect(one.unknown, needed),
  }));
  return { denies, all: [...denies.map(soften(policyType)), ...depending], closed: intersect(closed, needed) };
}

/** Even a sure Deny of an RCP leaves it open whether a KMS key is one that AWS manages. */
function soften(policyType: PolicyType) {
  return (one: JudgedStatement): JudgedStatement => {
    if (policyType !== RESOURCE_CONTROL_POLICY) return one;
    const perhaps = one.perhaps.slice();
    addAll(perhaps, one.sure);
    return { ...one, perhaps };
  };
}

function judgeStatement(
  { universe }: AccessMatrix,
  { targetId }: Level,
  policy: { readonly id: string; readonly name: string },
  set: StatementSet,
  policyType: PolicyType,
  view: AccountView,
): JudgedStatement {
  const { effect, sid, index } = set.statement;
  const holds = findHolds(set.statement, view);
  const { yes, perhaps, unknown } = sumUp(universe, [{ ...set, holds }])[effect];
  const residues = getResidues(set.statement);
  const statement = {
    ...{ targetId, policyId: policy.id, policyName: policy.name, effect, statement: index },
    ...(sid !== undefined && { sid }),
  };
  const plain = {
    ...{ policyType, levelId: targetId, statement },
    residues: residues.some((residue) => residue.isAlways) ? [] : residues,
  };
  return { effect, plain, sure: yes, perhaps, unknown };
}
