import type { OrganizationalUnit } from "../organization/model";
import type { WrittenCondition } from "../policy/matching/policy";
import { parseOperator } from "../policy/operators";
import { type PolicyType, RESOURCE_CONTROL_POLICY } from "../terms/policyTypes";
import {
  addAll,
  type Bits,
  createBits,
  intersect,
  isEmpty,
  isSubset,
  keepOnly,
  type ReadonlyBits,
} from "./access/bits";
import type { AccessMatrix } from "./access/matrix";
import { getResidues, type Residue } from "./access/residue";
import type { StatementSet } from "./access/statementSets";
import { type Population, sortAccounts } from "./population";

/** A policy, or a draft of one, and where it is or would be attached. */
export interface MeasuredPolicy {
  readonly type: PolicyType;
  readonly content: string;
  readonly targetIds: readonly string[];
  /** Of a policy that exists, so that it is not weighed against itself. */
  readonly policyId?: string;
}

/** Whom a policy reaches, and what each of its statements does there. */
export interface BlastRadius {
  readonly accounts: Population;
  /** Those at or below a target. */
  readonly organizationalUnits: readonly OrganizationalUnit[];
  readonly statements: readonly StatementRadius[];
  /** Why it cannot be told what the policy does, in words that follow "because"; it has no statements then. */
  readonly problem?: string;
}

export interface StatementRadius {
  /** Its place in the policy, from 0. */
  readonly statement: number;
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  /** The actions it speaks of. */
  readonly actions: ReadonlyBits;
  /** When it holds: any of these. */
  readonly residues: readonly Residue[];
  readonly isAlways: boolean;
  /** Whom and what a Deny leaves out. */
  readonly exemptions: readonly Exemption[];
  /** Actions that are denied all the same without it, or for an Allow, allowed at each of its targets. */
  readonly needless: ReadonlyBits;
  /** It does nothing: all its actions are needless, and it reaches somebody. */
  readonly isNeedless: boolean;
  /** The entries of Action, in order; of NotAction none. */
  readonly entries: readonly { readonly pattern: string; readonly isNeedless: boolean }[];
}

export interface Exemption {
  readonly by: "action" | "resource" | "condition";
  /** Of a condition. */
  readonly condition?: WrittenCondition;
  /** What is left out. */
  readonly values: readonly string[];
}

/** `matrix` is the organization as it is; the policy need not be attached there. */
export function measurePolicy(matrix: AccessMatrix, policy: MeasuredPolicy): BlastRadius {
  const compiled = matrix.hierarchy.compile(policy);
  const statements = matrix.getStatements(compiled);
  const targets = new Set(policy.targetIds);
  const isReached = (id: string) => {
    const path = matrix.hierarchy.getPath(id);
    return "reason" in path ? targets.has(id) : path.some((levelId) => targets.has(levelId));
  };
  const { accounts, organizationalUnits } = matrix.contents;
  const settled = {
    Deny: findDeniedAbove(matrix, policy),
    Allow: findAllowedBeside(matrix, policy),
  };
  return {
    accounts: sortAccounts(
      accounts.filter((account) => isReached(account.id)),
      matrix.contents,
    ),
    organizationalUnits: organizationalUnits.filter((unit) => isReached(unit.id)),
    statements: statements.map((set) => measureStatement(matrix, set, statements, settled[set.statement.effect])),
    ...(compiled.problem !== undefined && { problem: compiled.problem }),
  };
}

/** What the levels above every target surely deny. */
function findDeniedAbove(matrix: AccessMatrix, { type, targetIds }: MeasuredPolicy): ReadonlyBits {
  const { universe, hierarchy } = matrix;
  if (targetIds.length === 0) return universe.nothing;
  const common = universe.everything.slice();
  for (const targetId of targetIds) {
    const path = hierarchy.getPath(targetId);
    const parentId = "reason" in path ? undefined : path.at(-2);
    keepOnly(common, parentId === undefined ? universe.nothing : matrix.getDeniedByType(parentId, type));
  }
  return common;
}

/** What other policies of every target surely allow. RCPs allow everything. */
function findAllowedBeside(matrix: AccessMatrix, { type, targetIds, policyId }: MeasuredPolicy): ReadonlyBits {
  const { universe, hierarchy } = matrix;
  if (targetIds.length === 0) return universe.nothing;
  if (type === RESOURCE_CONTROL_POLICY) return universe.everything;
  const common = universe.everything.slice();
  for (const targetId of targetIds) {
    const others = hierarchy.getLevel(targetId, type).policies.filter((policy) => policy.id !== policyId);
    const allowed = createBits(universe.size);
    for (const set of others.flatMap((policy) => matrix.getStatements(policy.compiled))) {
      if (set.statement.effect === "Allow" && isAlways(set)) addAll(allowed, set.actions);
    }
    keepOnly(common, allowed);
  }
  return common;
}

function measureStatement(
  { universe }: AccessMatrix,
  set: StatementSet,
  all: readonly StatementSet[],
  settled: ReadonlyBits,
): StatementRadius {
  const { statement, actions } = set;
  const { index, sid, effect, written } = statement;
  const covered: Bits = settled.slice();
  for (const other of all) if (makesNeedless(other, set)) addAll(covered, other.actions);
  const needless = intersect(actions, covered);
  const entries = written.exceptActions
    ? []
    : written.actions.map((pattern) => {
        const matched = universe.match([pattern]);
        return { pattern, isNeedless: !isEmpty(matched) && isSubset(matched, covered) };
      });
  return {
    statement: index,
    ...(sid !== undefined && { sid }),
    effect,
    actions,
    residues: getResidues(statement),
    isAlways: isAlways(set),
    exemptions: effect === "Deny" ? listExemptions(set) : [],
    needless,
    isNeedless: !isEmpty(actions) && isSubset(actions, covered),
    entries,
  };
}

/** Of two statements that say the same, the first is needed; of two of which one says more, that one. */
function makesNeedless(other: StatementSet, set: StatementSet): boolean {
  if (other === set || other.statement.effect !== set.statement.effect || !isAlways(other)) return false;
  if (!isAlways(set)) return true;
  const isEarlier = other.statement.index < set.statement.index;
  if (isSubset(set.actions, other.actions)) return isEarlier || !isSubset(other.actions, set.actions);
  return isEarlier && !isSubset(other.actions, set.actions);
}

function isAlways({ statement }: StatementSet): boolean {
  return getResidues(statement).some((residue) => residue.isAlways);
}

function listExemptions({ statement }: StatementSet): readonly Exemption[] {
  const { actions, exceptActions, resources, exceptResources, conditions } = statement.written;
  const byCondition = conditions.filter(isExempting).map((condition): Exemption => {
    return { by: "condition", condition, values: condition.values };
  });
  return [
    ...(exceptActions ? [{ by: "action" as const, values: actions }] : []),
    ...(exceptResources ? [{ by: "resource" as const, values: resources }] : []),
    ...byCondition,
  ];
}

/** Conditions that name who is left out: negated ones, `Bool` false and `Null` true. */
function isExempting({ operator, values }: WrittenCondition): boolean {
  const parsed = parseOperator(operator);
  if (!parsed) return false;
  const { facts } = parsed;
  if (facts.family === "Bool") return values.every((value) => value.toLowerCase() === "false");
  return facts.isNegated;
}
