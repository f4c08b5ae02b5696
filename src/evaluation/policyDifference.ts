import { compilePolicy } from "../policy/matching/compile";
import type { PolicyType } from "../terms/policyTypes";
import {
  addAll,
  addBit,
  addDifference,
  type Bits,
  createBits,
  hasBit,
  intersect,
  listBits,
  type ReadonlyBits,
  removeAll,
} from "./access/bits";
import { type AccessMatrix, LEG_TYPES } from "./access/matrix";
import { dropCoveredResidues, gatherResidues, type Residue, type ResidueSet } from "./access/residue";
import { createPolicySets, type StatementSet } from "./access/statementSets";
import type { ActionUniverse } from "./access/universe";
import { compareStandpoints, type Standpoint, type Transition } from "./transition";

/** Whether statements of one effect speak of an action: in no case, in some, in every. */
export type Coverage = "never" | "sometimes" | "always";

/** Actions of which the same has changed. */
export interface DifferenceRow {
  readonly effect: "Allow" | "Deny";
  readonly actions: ReadonlyBits;
  readonly before: Coverage;
  readonly after: Coverage;
  /** When it held, one residue or another; empty unless `before` is `sometimes`. */
  readonly conditionsBefore: readonly Residue[];
  readonly conditionsAfter: readonly Residue[];
}

/** What one policy text says that another does not. Order, doubles and the way lists are split make no difference. */
export interface PolicyDifference {
  /** Empty where the two mean the same. */
  readonly rows: readonly DifferenceRow[];
  /** Why it cannot be told what a text does, in words that follow "because". */
  readonly problems: { readonly before?: string; readonly after?: string };
}

export function comparePolicies(
  universe: ActionUniverse,
  type: PolicyType,
  before: string,
  after: string,
): PolicyDifference {
  const [was, is] = [compilePolicy(before, type), compilePolicy(after, type)];
  const problems = {
    ...(was.problem !== undefined && { before: was.problem }),
    ...(is.problem !== undefined && { after: is.problem }),
  };
  if (Object.keys(problems).length > 0) return { rows: [], problems };
  const [earlier, later] = [was, is].map((policy, number) => createPolicySets(universe, policy, number).statements);
  return { rows: compareStatements(universe, earlier ?? [], later ?? []), problems };
}

/** What two targets of one or two organizations differ in: the outcome by action, and the Deny statements behind it. */
export function compareTargets(
  before: Standpoint,
  after: Standpoint,
): { readonly transition: Transition; readonly rows: readonly DifferenceRow[] } {
  const gather = ({ matrix, targetId }: Standpoint) =>
    LEG_TYPES.flatMap((type) => listStatements(matrix, targetId, type)).filter(
      ({ statement }) => statement.effect === "Deny",
    );
  const rows = compareStatements(before.matrix.universe, gather(before), gather(after));
  return { transition: compareStandpoints(before, after), rows };
}

function listStatements(matrix: AccessMatrix, targetId: string, type: PolicyType): readonly StatementSet[] {
  const policies = matrix.getLevels(targetId, type).flatMap((level) => level.policies);
  return policies.flatMap((policy) => matrix.getStatements(policy.compiled));
}

export function compareStatements(
  universe: ActionUniverse,
  before: readonly StatementSet[],
  after: readonly StatementSet[],
): readonly DifferenceRow[] {
  return (["Deny", "Allow"] as const).flatMap((effect) => {
    const create = (statements: readonly StatementSet[]) => {
      return new Side(universe, dropCoveredResidues([...gatherResidues(statements, effect).values()]));
    };
    return compareSides(universe, effect, create(before), create(after));
  });
}

/** The residues of one effect on one side. */
class Side {
  readonly always: Bits;
  readonly #sometimes: readonly ResidueSet[];
  readonly #residues: ReadonlyMap<string, ResidueSet>;

  constructor({ size }: ActionUniverse, residues: readonly ResidueSet[]) {
    this.#residues = new Map(residues.map((set) => [set.residue.key, set]));
    this.always = createBits(size);
    for (const { residue, actions } of residues) if (residue.isAlways) addAll(this.always, actions);
    this.#sometimes = residues.filter(({ residue }) => !residue.isAlways);
  }

  get keys(): Iterable<string> {
    return this.#residues.keys();
  }

  get(key: string): ReadonlyBits | undefined {
    return this.#residues.get(key)?.actions;
  }

  /** The residues that an action hangs on; none where it is always covered. */
  list(action: number): readonly Residue[] {
    if (hasBit(this.always, action)) return [];
    return this.#sometimes.flatMap(({ residue, actions }) => (hasBit(actions, action) ? [residue] : []));
  }

  getCoverage(action: number, residues: readonly Residue[]): Coverage {
    if (hasBit(this.always, action)) return "always";
    return residues.length > 0 ? "sometimes" : "never";
  }
}

function compareSides(
  universe: ActionUniverse,
  effect: "Allow" | "Deny",
  was: Side,
  is: Side,
): readonly DifferenceRow[] {
  const rows = new Map<string, DifferenceRow & { readonly actions: Bits }>();
  for (const action of listBits(findTouched(universe, was, is))) {
    const [conditionsBefore, conditionsAfter] = [was.list(action), is.list(action)];
    const [before, after] = [was.getCoverage(action, conditionsBefore), is.getCoverage(action, conditionsAfter)];
    const key = [before, ...conditionsBefore.map(getKey), after, ...conditionsAfter.map(getKey)].join("\n");
    const row = rows.get(key) ?? {
      ...{ effect, before, after, conditionsBefore, conditionsAfter },
      actions: createBits(universe.size),
    };
    rows.set(key, row);
    addBit(row.actions, action);
  }
  return [...rows.values()];
}

/** Actions that some residue covers on one side only, unless both sides always cover them. */
function findTouched(universe: ActionUniverse, was: Side, is: Side): Bits {
  const touched = createBits(universe.size);
  for (const key of new Set([...was.keys, ...is.keys])) {
    addDifference(touched, was.get(key) ?? universe.nothing, is.get(key) ?? universe.nothing);
  }
  removeAll(touched, intersect(was.always, is.always));
  return touched;
}

function getKey(residue: Residue): string {
  return residue.key;
}
