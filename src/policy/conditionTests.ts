import type { Node } from "jsonc-parser";
import type { Catalogue } from "./catalogue";
import { getGlobalKey, getKeyFacts, type KeyFacts } from "./conditionKeys";
import { holdsWords } from "./knownValues";
import { type ParsedOperator, parseOperator } from "./operators";
import { hasPlaceholder } from "./placeholder";
import { getConditions, type Statement } from "./statements";
import { getListed, getString } from "./tree";
import { computeOnce } from "./memo";

/** One condition of a statement, read: an operator that is one, a key without gaps, and its values. */
export interface ConditionTest {
  readonly operator: ParsedOperator;
  readonly operatorNode: Node;
  /** As written. */
  readonly key: string;
  /** In lower case, since names of keys ignore case. */
  readonly name: string;
  readonly keyNode: Node;
  /** The whole list, or the one value. */
  readonly valueNode: Node | undefined;
  /** Strings, numbers and booleans; what else stands there is another rule's matter. */
  readonly values: readonly Node[];
}

/** The conditions of a statement, read once for all rules. */
export const getTests = computeOnce((statement: Statement): readonly ConditionTest[] =>
  getConditions(statement).flatMap(({ operator, key }): readonly ConditionTest[] => {
    const parsed = parseOperator(operator.name);
    if (!parsed || hasPlaceholder(key.name)) return [];
    const values = getListed(key.value).filter(
      ({ type }) => type === "string" || type === "number" || type === "boolean",
    );
    return [
      {
        operator: parsed,
        operatorNode: operator.key,
        key: key.name,
        name: key.name.toLowerCase(),
        keyNode: key.key,
        valueNode: key.value,
        values,
      },
    ];
  }),
);

const FACTS = new WeakMap<Catalogue, Map<string, KeyFacts | undefined>>();

/** What is known of a test's key; `undefined` for keys of identity providers and unknown ones. */
export function getTestFacts({ name }: ConditionTest, catalogue: Catalogue): KeyFacts | undefined {
  const facts = FACTS.get(catalogue) ?? new Map<string, KeyFacts | undefined>();
  FACTS.set(catalogue, facts);
  if (!facts.has(name)) facts.set(name, getKeyFacts(catalogue, name));
  return facts.get(name);
}

/** A value as AWS reads it: `true` and `5` count as "true" and "5". */
export function getValueText(node: Node): string {
  return getString(node) ?? String(node.value);
}

/** Whether a request without the key meets the test. */
export function isMetByAbsence({ operator: { facts, set, ifExists }, values }: ConditionTest): boolean {
  if (facts.family === "Null") return values.some((node) => getValueText(node).toLowerCase() === "true");
  return ifExists || set === "ForAllValues" || (facts.isNegated && set !== "ForAnyValue");
}

/** Whether the statement tests one of the keys, whatever the operator. */
export function hasTestOf(statement: Statement, names: ReadonlySet<string>): boolean {
  return getTests(statement).some(({ name }) => names.has(name));
}

/** Whether all its conditions could be read, so that what seems to be missing among them is. */
export function hasReadableTests(statement: Statement): boolean {
  const tests = getTests(statement);
  if (tests.length < getConditions(statement).length) return false;
  return tests.every(({ name }) => !name.startsWith("aws:") || getGlobalKey(name) !== undefined);
}

export function isDeny(statement: Statement): boolean {
  return getString(statement.get("Effect")?.value) === "Deny";
}

export function isAllow(statement: Statement): boolean {
  return getString(statement.get("Effect")?.value) === "Allow";
}

/** Whether the operator can compare what the key holds; other rules judge values only where it can. */
export function fitsType(test: ConditionTest, catalogue: Catalogue): boolean {
  const facts = getTestFacts(test, catalogue);
  return !facts || canCompare(test, facts);
}

function canCompare({ operator, values }: ConditionTest, { type, origin, name }: KeyFacts): boolean {
  // The types of services' own text keys are often unspecific.
  const isLoose = type === "String" && origin !== "global" && !holdsWords(name);
  switch (operator.facts.family) {
    case "Null":
    case "Binary":
      return true;
    case "String":
      // AWS's own samples compare the private address of an instance with that of the call, as texts.
      if (type === "IPAddress") return values.length > 0 && values.every((node) => isVariable(getValueText(node)));
      return type !== "Date";
    case "Arn":
      return type === "ARN" || (type === "String" && values.every((value) => looksLikeArn(getValueText(value))));
    case "Numeric":
      return type === "Numeric" || isLoose || name === "aws:EpochTime";
    case "Date":
      return type === "Date" || isLoose;
    case "Bool":
      return type === "Bool" || isLoose;
    case "Ip":
      return type === "IPAddress" || isLoose;
  }
}

function isVariable(text: string): boolean {
  return /^\$\{[\w:-]+\}$/.test(text);
}

function looksLikeArn(text: string): boolean {
  return text.startsWith("arn:") || text === "*" || hasPlaceholder(text);
}
