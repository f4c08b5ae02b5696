import { coversResource, dropCovered } from "../../policy/covering";
import type { CompiledStatement, WrittenCondition } from "../../policy/matching/policy";
import { addAll, type Bits, isEmpty, type ReadonlyBits, removeAll } from "./bits";
import type { StatementSet } from "./statementSets";

/** When a statement holds for an action that it speaks of: on which resources and under which conditions. */
export interface Residue {
  /** Statements with one key hold for the same requests. */
  readonly key: string;
  /** Patterns; a `Resource` list is taken apart, so that there is one here. */
  readonly resources: readonly string[];
  /** NotResource: all but `resources`. */
  readonly exceptResources: boolean;
  readonly conditions: readonly WrittenCondition[];
  /** The same where the conditions are. */
  readonly conditionsKey: string;
  /** Whether `${…}` is a variable, and no plain text; nothing where there is none. */
  readonly variables: boolean | undefined;
  /** It holds for every request. */
  readonly isAlways: boolean;
}

/** A residue and the actions that are subject to it. */
export interface ResidueSet {
  readonly residue: Residue;
  readonly actions: ReadonlyBits;
}

const RESIDUES = new WeakMap<CompiledStatement, readonly Residue[]>();

/** A statement holds where any of these does. Order, letter case of keys and doubles make no difference. */
export function getResidues(statement: CompiledStatement): readonly Residue[] {
  const known = RESIDUES.get(statement);
  if (known) return known;
  const { resources, exceptResources, conditions, variables } = statement.written;
  const isEverything = !exceptResources && resources.some((pattern) => /^\*+$/.test(pattern));
  // What another entry takes in says nothing more.
  const needed = isEverything ? ["*"] : [...dropCovered(resources, coversResource)].sort();
  const lists = exceptResources ? [needed] : needed.map((one) => [one]);
  const sorted = conditions.map(normalize).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const conditionsKey = JSON.stringify(sorted);
  const residues = lists.map((list): Residue => {
    const text = JSON.stringify([exceptResources, list, sorted]);
    const own = text.includes("${") ? { key: `${variables} ${text}`, variables } : { key: text, variables: undefined };
    const isAlways = isEverything && conditions.length === 0;
    return { ...own, resources: list, exceptResources, conditions, conditionsKey, isAlways };
  });
  RESIDUES.set(statement, residues);
  return residues;
}

/** Whether one holds wherever another does; the answer "no" may only mean "not surely". */
export function coversResidue(outer: Residue, inner: Residue): boolean {
  if (outer.isAlways || outer.key === inner.key) return true;
  if (outer.conditions.length > 0 && outer.conditionsKey !== inner.conditionsKey) return false;
  if (outer.variables !== undefined && outer.variables !== inner.variables) return false;
  if (outer.exceptResources !== inner.exceptResources) return !outer.exceptResources && outer.resources.includes("*");
  // All but a few takes in all but more.
  const [wide, narrow] = outer.exceptResources ? [inner, outer] : [outer, inner];
  return narrow.resources.every((one) => wide.resources.some((other) => coversResource(other, one)));
}

/** The same without what a wider residue says of an action; of two that say the same the first is left. */
export function dropCoveredResidues(residues: readonly ResidueSet[]): readonly ResidueSet[] {
  return residues.flatMap(({ residue, actions }, at) => {
    const wider = residues.filter((other, place) => {
      if (place === at || !coversResidue(other.residue, residue)) return false;
      return place < at || !coversResidue(residue, other.residue);
    });
    if (wider.length === 0) return [{ residue, actions }];
    const left = actions.slice();
    for (const other of wider) removeAll(left, other.actions);
    return isEmpty(left) ? [] : [{ residue, actions: left }];
  });
}

function normalize({ operator, key, values }: WrittenCondition): readonly unknown[] {
  return [operator, key.toLowerCase(), [...new Set(values)].sort()];
}

/** The residues of all statements of one effect, each with the union of the actions. */
export function gatherResidues(
  statements: readonly StatementSet[],
  effect: "Allow" | "Deny",
): ReadonlyMap<string, ResidueSet> {
  const gathered = new Map<string, { residue: Residue; actions: Bits }>();
  for (const { statement, actions } of statements) {
    if (statement.effect !== effect) continue;
    for (const residue of getResidues(statement)) {
      const known = gathered.get(residue.key);
      if (known) addAll(known.actions, actions);
      else gathered.set(residue.key, { residue, actions: actions.slice() });
    }
  }
  return gathered;
}
