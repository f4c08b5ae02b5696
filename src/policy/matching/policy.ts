import type { ActionName, ActionSet } from "./actions";
import { type CompiledCondition, evaluateConditions } from "./conditions";
import type { RequestContext } from "./context";
import type { CompiledResources, RequestResource } from "./resources";
import { and, not, type Truth } from "./truth";

/** What a statement is asked about. */
export interface MatchRequest {
  readonly action: ActionName;
  readonly resource: RequestResource;
  readonly context: RequestContext;
}

/** One operator, one key and its values. */
export interface WrittenCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** What a statement says, in its author's words; a single value is a list of one. */
export interface WrittenStatement {
  readonly actions: readonly string[];
  /** NotAction: all but `actions`. */
  readonly exceptActions: boolean;
  readonly resources: readonly string[];
  /** NotResource: all but `resources`. */
  readonly exceptResources: boolean;
  readonly conditions: readonly WrittenCondition[];
  /** Whether `${…}` is a variable, as in Version 2012-10-17. */
  readonly variables: boolean;
}

interface StatementParts {
  /** Its place in the policy, from 0. */
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  readonly written: WrittenStatement;
  readonly actions: ActionSet;
  readonly resources: CompiledResources;
  readonly conditions: readonly CompiledCondition[];
}

export class CompiledStatement {
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  readonly written: WrittenStatement;
  readonly #parts: StatementParts;

  constructor(parts: StatementParts) {
    this.index = parts.index;
    this.sid = parts.sid;
    this.effect = parts.effect;
    this.written = parts.written;
    this.#parts = parts;
  }

  matchesAction(action: ActionName): boolean {
    return this.#parts.actions.has(action) !== this.written.exceptActions;
  }

  /** Whether resource and conditions match. */
  matchRest({ resource, context }: MatchRequest): Truth {
    const { resources, conditions } = this.#parts;
    const onResource = resources.match(resource, context);
    const matched = this.written.exceptResources ? not(onResource) : onResource;
    return matched === false ? false : and(matched, evaluateConditions(conditions, context));
  }
}

/** A policy ready to be asked again and again. */
export interface CompiledPolicy {
  readonly statements: readonly CompiledStatement[];
  /** Why nobody can tell what it does, in words that follow "because"; it has no statements then. */
  readonly problem?: string;
}
