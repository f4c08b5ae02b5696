import type { Comparison } from "./comparison";
import type { PartlyKnown, RequestContext } from "./context";
import {
  compileArn,
  compileWildcards,
  coversPattern,
  getLiteralPrefix,
  isAnything,
  matchesPattern,
  overlap,
} from "./pattern";
import { type Need, type Open, open, or, type Truth, undecidable } from "./truth";
import { compileTemplate, fillIn, type Template } from "./variables";

/** How an operator reads texts. */
export interface Reading {
  readonly wildcards: boolean;
  /** The pattern of a filled-in text; `undefined` when it is none of its kind. */
  compile(text: string): string | undefined;
  fold(value: string): string;
}

const same = (text: string) => text;
const lower = (text: string) => text.toLowerCase();
export const EQUAL: Reading = { wildcards: false, compile: same, fold: same };
export const EQUAL_IGNORING_CASE: Reading = { wildcards: false, compile: lower, fold: lower };
export const LIKE: Reading = { wildcards: true, compile: same, fold: same };
export const ARN: Reading = { wildcards: true, compile: compileArn, fold: same };

export function compareText(values: readonly string[], variables: boolean, reading: Reading): Comparison {
  const tests = values.map((value) => new TextTest(value, variables, reading));
  return {
    test: (value, context) => {
      let result: Truth = false;
      for (const test of tests) {
        result = or(result, test.test(value, context));
        if (result === true) return true;
      }
      return result;
    },
    testPartly: (value, need, context) => tests.map((test) => test.testPartly(value, need, context)).reduce(or, false),
  };
}

/** One text that a policy lists. */
class TextTest {
  readonly #written: string;
  readonly #reading: Reading;
  readonly #template: Template;
  /** Compiled once where there is nothing to fill in. */
  readonly #fixed: string | undefined;

  constructor(written: string, variables: boolean, reading: Reading) {
    this.#written = written;
    this.#reading = reading;
    this.#template = compileTemplate(written, { variables, wildcards: reading.wildcards });
    this.#fixed = this.#template.fixed === undefined ? undefined : reading.compile(this.#template.fixed);
  }

  test(value: string, context: RequestContext): Truth {
    const pattern = this.#fixed ?? this.#fillIn(context);
    if (typeof pattern !== "string") return pattern;
    const reading = this.#reading;
    return reading.wildcards ? matchesPattern(pattern, value) : reading.fold(value) === pattern;
  }

  testPartly(value: PartlyKnown, need: Need, context: RequestContext): Truth {
    const pattern = this.#fixed ?? this.#fillIn(context);
    if (typeof pattern !== "string") return pattern;
    if (value.kind === "elsewhere") {
      if (isAnything(pattern)) return true;
      const isOwn =
        pattern === value.organizationId || getLiteralPrefix(pattern).startsWith(`${value.organizationId}/`);
      return isOwn ? false : open(need);
    }
    const shapes = value.patterns.map((shape) => this.#reading.fold(shape));
    if (shapes.every((shape) => coversPattern(pattern, shape))) return true;
    return shapes.some((shape) => overlap(pattern, compileWildcards(shape))) ? open(need) : false;
  }

  /** A variable without a value is equal to nothing and like nothing. */
  #fillIn(context: RequestContext): string | false | Open {
    const text = fillIn(this.#template, context);
    if (text === undefined) return false;
    if (typeof text !== "string") return text;
    return this.#reading.compile(text) ?? undecidable(`${this.#written} is not a whole ARN`);
  }
}
