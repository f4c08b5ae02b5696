import type { OperatorFacts } from "../operators";
import { type AddressRange, isInRange, parseAddress, parseAddressRange } from "./addresses";
import type { PartlyKnown, RequestContext } from "./context";
import { parseDate } from "./dates";
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

/** Whether a value of the request is like any of the values that the policy lists. Negation comes on top. */
export interface Comparison {
  test(value: string, context: RequestContext): Truth;
  /** The same for a value that is not known but for some of it; `need` would tell the rest. */
  testPartly(value: PartlyKnown, need: Need, context: RequestContext): Truth;
}

/** Compiles the values of one condition for an operator's family. */
export function compileComparison(
  { name, family }: OperatorFacts,
  values: readonly string[],
  variables: boolean,
): Comparison {
  switch (family) {
    case "String":
      if (name.endsWith("Like")) return compareText(values, variables, LIKE);
      return compareText(values, variables, name.endsWith("IgnoreCase") ? EQUAL_IGNORING_CASE : EQUAL);
    case "Arn":
      return compareText(values, variables, ARN);
    case "Numeric":
      return compareOrder(values, name.slice("Numeric".length), parseNumber);
    case "Date":
      return compareOrder(values, name.slice("Date".length), parseDate);
    case "Ip":
      return compareAddresses(values);
    case "Bool":
      return compareParsed(values, parseBoolean, (wanted, found) => wanted === found);
    case "Binary":
      return compareParsed(values, parseBase64, (wanted, found) => wanted === found);
    case "Null":
      return compareParsed(values, parseBoolean, () => undecidable("Null tests no value"));
  }
}

/** How an operator reads texts. */
interface Reading {
  readonly wildcards: boolean;
  /** The pattern of a filled-in text; `undefined` when it is none of its kind. */
  compile(text: string): string | undefined;
  fold(value: string): string;
}

const same = (text: string) => text;
const lower = (text: string) => text.toLowerCase();
const EQUAL: Reading = { wildcards: false, compile: same, fold: same };
const EQUAL_IGNORING_CASE: Reading = { wildcards: false, compile: lower, fold: lower };
const LIKE: Reading = { wildcards: true, compile: same, fold: same };
const ARN: Reading = { wildcards: true, compile: compileArn, fold: same };

function compareText(values: readonly string[], variables: boolean, reading: Reading): Comparison {
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
    const { wildcards, fold } = this.#reading;
    return wildcards ? matchesPattern(pattern, value) : fold(value) === pattern;
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

function compareParsed<T>(
  values: readonly string[],
  parse: (text: string) => T | undefined,
  test: (wanted: T, found: T) => Truth,
): Comparison {
  const wanted = values.map((value) => ({ value, parsed: parse(value) }));
  return {
    test: (value) => {
      const found = parse(value);
      if (found === undefined) return undecidable(`The request's value ${value} is not of the operator's kind`);
      let result: Truth = false;
      for (const { value: written, parsed } of wanted) {
        const unreadable = parsed === undefined;
        result = or(result, unreadable ? undecidable(`${written} is not of the operator's kind`) : test(parsed, found));
      }
      return result;
    },
    testPartly: (_, need) => open(need),
  };
}

const ORDERS: Readonly<Record<string, (found: number, wanted: number) => boolean>> = {
  Equals: (found, wanted) => found === wanted,
  NotEquals: (found, wanted) => found === wanted,
  LessThan: (found, wanted) => found < wanted,
  LessThanEquals: (found, wanted) => found <= wanted,
  GreaterThan: (found, wanted) => found > wanted,
  GreaterThanEquals: (found, wanted) => found >= wanted,
};

function compareOrder(
  values: readonly string[],
  order: string,
  parse: (text: string) => number | undefined,
): Comparison {
  const compare = ORDERS[order];
  return compareParsed(values, parse, (wanted, found) =>
    compare ? compare(found, wanted) : undecidable(`The order ${order} is not known`),
  );
}

function compareAddresses(values: readonly string[]): Comparison {
  const asRange = (text: string): AddressRange | undefined => parseAddressRange(text);
  return compareParsed(values, asRange, (range, found) => isInRange(found.address, range));
}

function parseNumber(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function parseBoolean(text: string): boolean | undefined {
  const folded = text.toLowerCase();
  return folded === "true" ? true : folded === "false" ? false : undefined;
}

/** Padding aside, equal bytes have equal Base64. */
function parseBase64(text: string): string | undefined {
  const match = /^([A-Za-z0-9+/]*)={0,2}$/.exec(text);
  return match?.[1];
}
