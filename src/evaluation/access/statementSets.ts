import type { CompiledPolicy, CompiledStatement } from "../../policy/matching/policy";
import { isOpen, type Truth } from "../../policy/matching/truth";
import { type Bits, createBits, type ReadonlyBits, subtract } from "./bits";
import type { ActionUniverse } from "./universe";
import { type AccountView, RESOURCES } from "./viewpoint";

/** Whether a statement's resources and conditions match: surely, not at all, perhaps, or nobody can tell. */
export type Holds = "yes" | "no" | "perhaps" | "unknown";

/** Of an action that has resources, and of one that has none. */
export type HoldsByResource = readonly [Holds, Holds];

/** A statement and the actions it speaks of. */
export interface StatementSet {
  readonly statement: CompiledStatement;
  readonly actions: ReadonlyBits;
}

/** A policy's statements as sets; `number` tells policies apart, whose texts differ. */
export interface PolicySets {
  readonly number: number;
  readonly statements: readonly StatementSet[];
}

export function createPolicySets(universe: ActionUniverse, compiled: CompiledPolicy, number: number): PolicySets {
  const statements = compiled.statements.map((statement) => ({ statement, actions: getActions(universe, statement) }));
  return { number, statements };
}

/** The actions of the catalogue that a statement speaks of, whatever its resources and conditions. */
export function getActions(universe: ActionUniverse, { written }: CompiledStatement): Bits {
  const named = universe.match(written.actions);
  return written.exceptActions ? subtract(universe.everything, named) : named;
}

export function findHolds(statement: CompiledStatement, view: AccountView): HoldsByResource {
  const [unknown, none] = matchBoth(statement, view);
  return [toHolds(unknown), toHolds(none)];
}

/** What it says to every account alike, in the view of all of them; `undefined` where that hangs on the account. */
export function findCommonHolds(statement: CompiledStatement, ofAll: AccountView): HoldsByResource | undefined {
  const [unknown, none] = matchBoth(statement, ofAll);
  const hangs = (truth: Truth) =>
    isOpen(truth) && truth.needs.some((need) => need.kind === "key" && ofAll.hangsOnAccount(need.key.toLowerCase()));
  return hangs(unknown) || hangs(none) ? undefined : [toHolds(unknown), toHolds(none)];
}

function matchBoth(statement: CompiledStatement, { context }: AccountView): readonly [Truth, Truth] {
  const [unknown, none] = RESOURCES;
  // The action was asked for before; here it is not looked at.
  const ask = (resource: typeof unknown) => statement.matchRest({ action: NO_ACTION, resource, context });
  return [ask(unknown), ask(none)];
}

const NO_ACTION = { full: "", service: "", name: "" };

function toHolds(truth: Truth): Holds {
  if (!isOpen(truth)) return truth ? "yes" : "no";
  return truth.needs.some((need) => need.kind === "undecidable") ? "unknown" : "perhaps";
}

/** The actions that statements of one effect match, by how sure that is. */
interface EffectSets {
  readonly yes: ReadonlyBits;
  readonly perhaps: ReadonlyBits;
  readonly unknown: ReadonlyBits;
}

export type BothEffects = Readonly<Record<"Allow" | "Deny", EffectSets>>;

/** One statement with its answer. */
export interface JudgedSet extends StatementSet {
  readonly holds: HoldsByResource;
}

/** Sums statements up by effect and answer. */
export function sumUp(universe: ActionUniverse, statements: readonly JudgedSet[]): BothEffects {
  const written = new Map<string, Bits>();
  for (const { statement, actions, holds } of statements) {
    for (const [variant, answer] of holds.entries()) {
      if (answer === "no") continue;
      const key = statement.effect + answer;
      const target = written.get(key) ?? createBits(universe.size);
      written.set(key, target);
      addPart(target, actions, universe.withResource, variant === 0);
    }
  }
  const get = (effect: string): EffectSets => ({
    yes: written.get(`${effect}yes`) ?? universe.nothing,
    perhaps: written.get(`${effect}perhaps`) ?? universe.nothing,
    unknown: written.get(`${effect}unknown`) ?? universe.nothing,
  });
  return { Allow: get("Allow"), Deny: get("Deny") };
}

/** Adds those of the actions that have resources, or those that have none. */
function addPart(target: Bits, actions: ReadonlyBits, withResource: ReadonlyBits, has: boolean): void {
  for (let at = 0; at < target.length; at++) {
    const mask = withResource[at] ?? 0;
    target[at] = (target[at] ?? 0) | ((actions[at] ?? 0) & (has ? mask : ~mask));
  }
}
