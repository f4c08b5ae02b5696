import { coversResource, dropCovered } from "../../policy/covering";
import type { CompiledStatement, WrittenCondition } from "../../policy/matching/policy";
import { addAll, type Bits, type ReadonlyBits } from "./bits";
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
  const residues = lists.map((list): Residue => {
    const text = JSON.stringify([exceptResources, list, sorted]);
    // Without variables `${…}` is plain text.
    const key = text.includes("${") ? `${variables} ${text}` : text;
    return { key, resources: list, exceptResources, conditions, isAlways: isEverything && conditions.length === 0 };
  });
  RESIDUES.set(statement, residues);
  return residues;
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
