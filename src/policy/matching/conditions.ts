import { type ParsedOperator, parseOperator } from "../operators";
import type { Comparison } from "./comparison";
import { compileComparison } from "./compileComparison";
import { type PartlyKnown, type RequestContext, UNKNOWN } from "./context";
import { and, either, isOpen, type Need, not, open, or, type Truth, undecidable } from "./truth";

/** One key of a condition block, ready to be asked. */
export interface CompiledCondition {
  evaluate(context: RequestContext): Truth;
}

/** Compiles one operator, one key and its values. An operator that is not known never gets a sure answer. */
export function compileCondition(
  operator: string,
  key: string,
  values: readonly string[],
  variables: boolean,
): CompiledCondition {
  const parsed = parseOperator(operator);
  if (!parsed) return { evaluate: () => undecidable(`The condition operator ${operator} is not known`) };
  const need: Need = { kind: "key", key, operator, values };
  if (parsed.facts.family === "Null") return compileNull(parsed, values, need, key);
  const condition = new Condition(parsed, values, variables, need, key);
  return values.length === 0 && parsed.ifExists
    ? { evaluate: () => undecidable(`${operator} of no values is not documented`) }
    : condition;
}

/** Several operators or keys hold together. */
export function evaluateConditions(conditions: readonly CompiledCondition[], context: RequestContext): Truth {
  let result: Truth = true;
  for (const condition of conditions) {
    result = and(result, condition.evaluate(context));
    if (result === false) return false;
  }
  return result;
}

function compileNull({ set }: ParsedOperator, values: readonly string[], need: Need, key: string): CompiledCondition {
  const wanted = values.map((value) => value.toLowerCase());
  const isClear = set === undefined && wanted.every((value) => value === "true" || value === "false");
  const whenAbsent = wanted.includes("true");
  const whenPresent = wanted.includes("false");
  const lookup = key.toLowerCase();
  return {
    evaluate(context) {
      if (!isClear) return undecidable(`This use of Null on ${key} is not documented`);
      switch (context.get(lookup).kind) {
        case "present":
        case "shape":
          return whenPresent;
        case "absent":
          return whenAbsent;
        default:
          return whenAbsent === whenPresent ? whenAbsent : open(need);
      }
    },
  };
}

const ANYTHING: PartlyKnown = { kind: "shape", patterns: ["*"] };
const NOTHING_KNOWN: RequestContext = { get: () => UNKNOWN };

class Condition implements CompiledCondition {
  readonly #operator: ParsedOperator;
  readonly #comparison: Comparison;
  readonly #need: Need;
  readonly #key: string;
  readonly #lookup: string;
  /** Of a request of which nothing is known. */
  #whenUnknown: Truth | undefined;

  constructor(operator: ParsedOperator, values: readonly string[], variables: boolean, need: Need, key: string) {
    this.#operator = operator;
    this.#comparison = compileComparison(operator.facts, values, variables);
    this.#need = need;
    this.#key = key;
    this.#lookup = key.toLowerCase();
  }

  evaluate(context: RequestContext): Truth {
    const value = context.get(this.#lookup);
    switch (value.kind) {
      case "absent":
        return this.#whenAbsent();
      case "unknown":
        return (this.#whenUnknown ??= this.#whateverItIs());
      case "elsewhere":
        return either(this.#testPartly(value, context), this.#whenAbsent(), this.#need);
      case "shape":
        return this.#testPartly(value, context);
      case "present":
        return this.#whenPresent(value.values, context);
    }
  }

  /** Whether the key is there makes no difference where any value passes and its absence does too: `…LikeIfExists` of `*`. */
  #whateverItIs(): Truth {
    const whenPresent = this.#testPartly(ANYTHING, NOTHING_KNOWN);
    return isOpen(whenPresent) || whenPresent !== this.#whenAbsent() ? open(this.#need) : whenPresent;
  }

  /** IAM User Guide: Condition operators, IfExists, and Set operators for multivalued context keys. */
  #whenAbsent(): boolean {
    const { set, facts, ifExists } = this.#operator;
    if (ifExists || set === "ForAllValues") return true;
    return set === undefined && facts.isNegated;
  }

  #whenPresent(values: readonly string[], context: RequestContext): Truth {
    // A null data set, such as an empty text, counts as no value here.
    if (this.#operator.set === "ForAllValues" && values.every((value) => value === "")) return true;
    const first = values[0];
    if (values.length === 1 && first !== undefined) return this.#test(first, context);
    const results = values.map((value) => this.#test(value, context));
    switch (this.#operator.set) {
      case "ForAllValues":
        return results.reduce(and, true);
      case "ForAnyValue":
        return results.reduce(or, false);
      case undefined:
        // Several values without a set operator: only what holds for all or for none is sure.
        return results.every((result) => result === results[0])
          ? (results[0] ?? false)
          : undecidable(`${this.#key} has several values, which needs ForAllValues or ForAnyValue`);
    }
  }

  #test(value: string, context: RequestContext): Truth {
    return this.#negate(this.#comparison.test(value, context));
  }

  #testPartly(value: PartlyKnown, context: RequestContext): Truth {
    return this.#negate(this.#comparison.testPartly(value, this.#need, context));
  }

  #negate(truth: Truth): Truth {
    return this.#operator.facts.isNegated ? not(truth) : truth;
  }
}
