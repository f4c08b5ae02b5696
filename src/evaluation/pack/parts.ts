import type { CompiledStatement } from "../../policy/matching/policy";
import { coversAction, coversResource, dropCovered } from "../../policy/covering";
import { coversResidue, getResidues, type Residue } from "../access/residue";

/** A statement on its way into another policy. */
export interface Part {
  readonly effect: "Allow" | "Deny";
  readonly sid: string | undefined;
  readonly actions: readonly string[];
  readonly exceptActions: boolean;
  readonly resources: readonly string[];
  readonly exceptResources: boolean;
  /** As written: an object of operators, or nothing. */
  readonly condition: unknown;
  /** It holds where any of these does. */
  readonly residues: readonly Residue[];
  /** The same for parts that hold under the same conditions, whatever the resources. */
  readonly conditions: string;
}

export function createPart(statement: CompiledStatement, condition: unknown): Part {
  const { effect, sid, written } = statement;
  const { actions, exceptActions, resources, exceptResources } = written;
  const conditions = written.conditions.map(({ operator, key, values }) => {
    return JSON.stringify([operator, key.toLowerCase(), [...new Set(values)].sort()]);
  });
  return {
    ...{ effect, sid, actions: dropCovered(actions, coversAction), exceptActions },
    ...{ resources: dropCovered(resources, coversResource), exceptResources, condition },
    residues: getResidues(statement),
    conditions: conditions.sort().join("\n"),
  };
}

/** Joins what can be told in one statement and leaves out what another says already; the union stays the same. */
export function simplify(parts: readonly Part[]): readonly Part[] {
  const needed = parts.filter((part, index) => !isSaidElsewhere(part, index, parts));
  const byAction = join(needed, (part) =>
    part.exceptActions ? undefined : JSON.stringify([part.effect, ...listKeys(part)]),
  );
  return join(byAction, (part) => {
    if (part.exceptResources) return undefined;
    return JSON.stringify([part.effect, part.exceptActions, [...part.actions].sort(), part.conditions]);
  });
}

/** Joins parts of one key; those without a key stay alone. */
function join(parts: readonly Part[], getKey: (part: Part) => string | undefined): readonly Part[] {
  const joined = new Map<string, Part>();
  for (const [index, part] of parts.entries()) {
    const key = getKey(part) ?? `alone ${index}`;
    const known = joined.get(key);
    joined.set(key, known ? unite(known, part) : part);
  }
  return [...joined.values()];
}

function unite(left: Part, right: Part): Part {
  return {
    ...left,
    sid: undefined,
    actions: left.exceptActions ? left.actions : dropCovered([...left.actions, ...right.actions], coversAction),
    resources: dropCovered([...left.resources, ...right.resources], coversResource),
    residues: [...left.residues, ...right.residues],
  };
}

/** The same for parts that hold on the same resources under the same conditions. */
function listKeys({ residues }: Part): readonly string[] {
  return [...new Set(residues.map(({ key }) => key))].sort();
}

/** Said by an earlier part, or by a wider one. */
function isSaidElsewhere(part: Part, index: number, parts: readonly Part[]): boolean {
  return parts.some((other, at) => at !== index && says(other, part) && (at < index || !says(part, other)));
}

/** Whether one part says all that another says. */
export function says(outer: Part, inner: Part): boolean {
  if (outer.effect !== inner.effect || !covers(outer, inner)) return false;
  return inner.residues.every((residue) => outer.residues.some((other) => coversResidue(other, residue)));
}

/** Whether one part speaks of every action, known or yet to come, that another speaks of. */
export function covers(outer: Part, inner: Part): boolean {
  if (outer.exceptActions !== inner.exceptActions) return !outer.exceptActions && isCovered("*", outer.actions);
  // NotAction speaks of the more, the less it excepts.
  if (outer.exceptActions) return outer.actions.every((pattern) => isCovered(pattern, inner.actions));
  return inner.actions.every((pattern) => isCovered(pattern, outer.actions));
}

function isCovered(pattern: string, others: readonly string[]): boolean {
  return others.some((other) => coversAction(other, pattern));
}
