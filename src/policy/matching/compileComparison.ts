import type { OperatorFacts } from "../operators";
import { isInRange, parseAddress, parseAddressRange } from "./addresses";
import type { Comparison } from "./comparison";
import { parseDate } from "./dates";
import { ARN, compareText, EQUAL, EQUAL_IGNORING_CASE, LIKE } from "./textComparison";
import { open, or, type Truth, undecidable } from "./truth";

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
      return compareParsed(values, parseAddressRange, parseAddress, (range, found) => isInRange(found, range));
    case "Bool":
      return compareParsed(values, parseBoolean, parseBoolean, (wanted, found) => wanted === found);
    case "Binary":
      return compareParsed(values, parseBase64, parseBase64, (wanted, found) => wanted === found);
    case "Null":
      return compareParsed(values, parseBoolean, parseBoolean, () => undecidable("Null tests no value"));
  }
}

type Parser<T> = (text: string) => T | undefined;

function compareParsed<W, F>(
  values: readonly string[],
  parseWanted: Parser<W>,
  parseFound: Parser<F>,
  test: (wanted: W, found: F) => Truth,
): Comparison {
  const tests = values.map((value) => {
    const wanted = parseWanted(value);
    const unreadable = undecidable(`${value} is not of the operator's kind`);
    return (found: F) => (wanted === undefined ? unreadable : test(wanted, found));
  });
  return {
    test: (value) => {
      const found = parseFound(value);
      if (found === undefined) return undecidable(`The request's value ${value} is not of the operator's kind`);
      return tests.map((isMet) => isMet(found)).reduce(or, false);
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

function compareOrder(values: readonly string[], order: string, parse: Parser<number>): Comparison {
  const compare = ORDERS[order];
  return compareParsed(values, parse, parse, (wanted, found) =>
    compare ? compare(found, wanted) : undecidable(`The order ${order} is not known`),
  );
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
