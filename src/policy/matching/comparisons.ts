import type { OperatorFacts } from "../operators";
import { type AddressRange, isInRange, parseAddress, parseAddressRange } from "./addresses";
import type { RequestContext } from "./context";
import { parseDate } from "./dates";
import { compileArn, compileWildcards, getLiteralPrefix, isAnything, matchesPattern } from "./pattern";
import { type Open, open, or, type Truth, undecidable } from "./truth";
import { compileTemplate, fillIn, type Template } from "./variables";

/** Whether a value of the request is like any of the values that the policy lists. Negation comes on top. */
export interface Comparison {
  test(value: string, context: RequestContext): Truth;
  /** The same for a value that belongs to an organization other than this one. */
  testElsewhere(organizationId: string, key: string, context: RequestContext): Truth;
}

/** Compiles the values of one condition for an operator's family. */
export function compileComparison(
  { name, family }: OperatorFacts,
  values: readonly string[],
  variables: boolean,
): Comparison {
  switch (family) {
    case "String":
      if (name.endsWith("Like")) return compareText(values, { variables, wildcards: true }, toLike);
      if (name.endsWith("IgnoreCase")) return compareText(values, { variables, wildcards: false }, toEqualIgnoringCase);
      return compareText(values, { variables, wildcards: false }, toEqual);
    case "Arn":
      return compareText(values, { variables, wildcards: true }, toArn);
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

/** How one filled-in text is matched; `undefined` when it is no pattern of its kind. */
type Matcher = (pattern: string) => ((value: string) => boolean) | undefined;

const toEqual: Matcher = (pattern) => (value) => value === pattern;
const toLike: Matcher = (pattern) => (value) => matchesPattern(pattern, value);
const toEqualIgnoringCase: Matcher = (pattern) => {
  const folded = pattern.toLowerCase();
  return (value) => value.toLowerCase() === folded;
};
const toArn: Matcher = (pattern) => {
  const compiled = compileArn(pattern);
  return compiled === undefined ? undefined : (value) => matchesPattern(compiled, value);
};

type TextTest = (value: string, context: RequestContext) => Truth;

function compareText(
  values: readonly string[],
  options: { readonly variables: boolean; readonly wildcards: boolean },
  matcher: Matcher,
): Comparison {
  const templates = values.map((value) => compileTemplate(value, options));
  const tests = templates.map((template, at) => compileText(template, values[at] ?? "", matcher));
  return {
    test: (value, context) => {
      let result: Truth = false;
      for (const test of tests) {
        result = or(result, test(value, context));
        if (result === true) return true;
      }
      return result;
    },
    testElsewhere: (organizationId, key, context) =>
      templates.map((template) => isElsewhere(fillIn(template, context), organizationId, key)).reduce(or, false),
  };
}

function compileText(template: Template, written: string, matcher: Matcher): TextTest {
  const malformed = undecidable(`${written} is not a whole ARN`);
  if (template.fixed !== undefined) {
    const matches = matcher(template.fixed);
    return matches ?? (() => malformed);
  }
  return (value, context) => {
    const text = fillIn(template, context);
    // A variable without a value is equal to nothing and like nothing.
    if (text === undefined) return false;
    if (typeof text !== "string") return text;
    return matcher(text)?.(value) ?? malformed;
  };
}

/** Whether a pattern takes in the id or a path of some other organization: surely, surely not, or perhaps. */
function isElsewhere(pattern: string | undefined | Open, organizationId: string, key: string): Truth {
  if (pattern === undefined) return false;
  if (typeof pattern !== "string") return pattern;
  if (isAnything(pattern)) return true;
  const isOwn = pattern === organizationId || getLiteralPrefix(pattern).startsWith(`${organizationId}/`);
  return isOwn ? false : open({ kind: "key", key });
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
    testElsewhere: (_, key) => open({ kind: "key", key }),
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
