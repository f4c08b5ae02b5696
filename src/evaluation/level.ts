import type { ActionName } from "../policy/matching/actions";
import type { CompiledPolicy, CompiledStatement } from "../policy/matching/policy";

export interface AttachedPolicy {
  readonly id: string;
  readonly name: string;
  readonly compiled: CompiledPolicy;
}

export interface AttachedStatement {
  readonly policyId: string;
  readonly statement: CompiledStatement;
}

/** The statements of a level that speak of one action, in order. */
type LevelStatements = Readonly<Record<"Allow" | "Deny", readonly AttachedStatement[]>>;

/** So many actions are remembered per level. */
const MAX_REMEMBERED = 1000;

/** The policies of one type that are attached to one root, OU or account. */
export class Level {
  readonly targetId: string;
  readonly name: string;
  readonly policies: readonly AttachedPolicy[];
  /** What could not be read of it. */
  readonly gap: string | undefined;
  /** Made on first need: where all actions are judged at once, thousands of levels are never asked for one. */
  #byAction: Map<string, LevelStatements> | undefined;

  constructor(targetId: string, name: string, policies: readonly AttachedPolicy[], gap: string | undefined) {
    this.targetId = targetId;
    this.name = name;
    this.policies = policies;
    this.gap = gap;
  }

  getStatements(action: ActionName): LevelStatements {
    this.#byAction ??= new Map();
    const known = this.#byAction.get(action.full);
    if (known) return known;
    const found: Record<"Allow" | "Deny", AttachedStatement[]> = { Allow: [], Deny: [] };
    for (const { id, compiled } of this.policies) {
      for (const statement of compiled.statements) {
        if (statement.matchesAction(action)) found[statement.effect].push({ policyId: id, statement });
      }
    }
    if (this.#byAction.size >= MAX_REMEMBERED) this.#byAction.clear();
    this.#byAction.set(action.full, found);
    return found;
  }
}
