import { type ConditionTest, getTestFacts, getTests, getValueText } from "../conditionTests";
import type { Catalogue } from "../catalogue";
import { parseDate } from "../matching/dates";
import { compileArn, compileWildcards, matchesPattern, overlap } from "../matching/pattern";
import { hasPlaceholder } from "../placeholder";
import type { Statement } from "../statements";
import { getInnerSpan } from "../tree";
import { showDenyWhen } from "./examples";
import type { Rule } from "./rule";

export const exclusiveTests: Rule = {
  code: "exclusive-tests",
  title: "Tests that no request meets together",
  severity: "warning",
  reach: "statements",
  messages: [
    "{nullTest} says that {key} is absent, and another test needs it: no request meets both, so that the statement never applies. A statement for each applies where either is met.",
    "{operator} wants other values of {key}: no request meets both tests, so that the statement never applies. A statement for each applies where either is met.",
    "{excluding} rules out all that is listed of {key}: the statement never applies.",
    "Only calls of AWS services carry {source}, and this asks for all others: no request meets both tests, so that the statement never applies. Did you mean {nearest}?",
    "{absent} is absent wherever {present} is there: no request meets both tests, so that the statement never applies. A statement for each applies where either is met.",
  ],
  why: "All tests of a statement must be met, whether they stand under one operator or under several. Two tests of one key that have no value in common, or a test beside one that says the key must be absent, are never met together: a Deny denies nothing then. So are tests of `aws:SourceIp`, which comes with no request through a VPC endpoint, and of keys that come through a VPC endpoint only, or of `aws:SourceAccount` and its likes, which calls of AWS services alone carry, beside an `aws:PrincipalIsAWSService` of `false`. Who means either of them writes a statement for each.",
  bad: showDenyWhen('"StringEquals":{"aws:RequestedRegion":"us-east-1"},"StringLike":{"aws:RequestedRegion":"eu-*"}'),
  good: showDenyWhen('"StringLike":{"aws:RequestedRegion":["us-east-1","eu-*"]}'),
  source: "reference_policies_condition-logic-multiple-context-keys-or-values",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      const found = findExclusive(statement, catalogue);
      if (!found) continue;
      const { first, second, reason } = found;
      if (reason === "services") {
        const [service, source] = isForOthers(first) ? [first, second] : [second, first];
        const [value = service.keyNode] = service.values;
        yield { span: getInnerSpan(value), data: { source: source.key, nearest: "true" } };
        continue;
      }
      const span = getInnerSpan(second.keyNode);
      const key = second.key;
      const operator = String(getInnerText(first));
      if (reason === "null") yield { span, data: { nullTest: "Null", key } };
      else if (reason === "values") yield { span, data: { operator, key } };
      else if (reason === "excluded") yield { span, data: { excluding: operator, key } };
      else {
        const [absent, present] = first.name === "aws:sourceip" ? [first, second] : [second, first];
        yield { span, data: { absent: absent.key, present: present.key } };
      }
    }
  },
};

function getInnerText({ operatorNode }: ConditionTest): unknown {
  return operatorNode.value;
}

/** Two tests that no request meets both, the later of them second. */
interface Exclusive {
  readonly first: ConditionTest;
  readonly second: ConditionTest;
  readonly reason: "null" | "values" | "excluded" | "absence" | "services";
}

/** Beyond this many comparisons nobody wrote the values by hand; nor this many tests. */
const MOST = 400;

/** Of keys that come through a VPC endpoint only. */
const THROUGH_ENDPOINT: ReadonlySet<string> = new Set(
  ["vpcsourceip", "sourcevpc", "sourcevpce", "sourcevpcarn", "vpceaccount", "vpceorgid"].map((key) => `aws:${key}`),
);

/** Of the resource that a service acts for: only calls of services carry them. */
const OF_SERVICES: ReadonlySet<string> = new Set(
  ["sourceaccount", "sourcearn", "sourceorgid", "sourceorgpaths"].map((key) => `aws:${key}`),
);

/** Whether everyone but AWS's services is meant. */
function isForOthers({ name, operator: { facts }, values }: ConditionTest): boolean {
  if (name !== "aws:principalisawsservice" || facts.family !== "Bool" || values.length === 0) return false;
  return values.every((node) => getValueText(node).toLowerCase() === "false");
}

export function findExclusive(statement: Statement, catalogue: Catalogue): Exclusive | undefined {
  const tests = getTests(statement).slice(0, MOST);
  if (tests.length < 2) return undefined;
  for (const [at, second] of tests.entries()) {
    for (const first of tests.slice(0, at)) {
      if (first.operatorNode === second.operatorNode && first.name === second.name) continue;
      const reason =
        first.name === second.name ? compareValues(first, second, catalogue) : comparePresence(first, second);
      if (reason) return { first, second, reason };
    }
  }
  return undefined;
}

function comparePresence(first: ConditionTest, second: ConditionTest): Exclusive["reason"] | undefined {
  const isPair = (one: ConditionTest, other: ConditionTest) =>
    one.name === "aws:sourceip" && THROUGH_ENDPOINT.has(other.name);
  const isMixed = (one: ConditionTest, other: ConditionTest) =>
    isForOthers(one) && OF_SERVICES.has(other.name) && needsPresence(other);
  if (isMixed(first, second) || isMixed(second, first)) return "services";
  const areOpposed = isPair(first, second) || isPair(second, first);
  return areOpposed && needsPresence(first) && needsPresence(second) ? "absence" : undefined;
}

/** Whether only a request that carries the key meets the test. */
function needsPresence({ operator: { facts, set, ifExists }, values }: ConditionTest): boolean {
  if (facts.family === "Null") return values.length > 0 && values.every((node) => getValueText(node) === "false");
  return !facts.isNegated && !ifExists && set !== "ForAllValues";
}

function isAbsence({ operator: { facts }, values }: ConditionTest): boolean {
  return facts.family === "Null" && values.length > 0 && values.every((node) => getValueText(node) === "true");
}

function compareValues(
  first: ConditionTest,
  second: ConditionTest,
  catalogue: Catalogue,
): Exclusive["reason"] | undefined {
  if ([first, second].some(({ operator }) => operator.set)) return undefined;
  if ((isAbsence(first) && needsPresence(second)) || (isAbsence(second) && needsPresence(first))) return "null";
  // Of keys with several values each may meet another test.
  const facts = getTestFacts(first, catalogue);
  if (!facts || facts.multivalued) return undefined;
  if (first.values.length * second.values.length > MOST) return undefined;
  if (areApart(first, second) || areApart(second, first)) return "values";
  const [one, other] = [compile(first), compile(second)];
  if (!one || !other) return undefined;
  const [isOut, isOther] = [first.operator.facts.isNegated, second.operator.facts.isNegated];
  if (isOut && isOther) return undefined;
  if (!isOut && !isOther)
    return one.every((text) => other.every((with_) => !overlap(text, with_))) ? "values" : undefined;
  const [wanted, ruledOut] = isOut ? [other, one] : [one, other];
  const isEmpty = wanted.every((text) => ruledOut.some((pattern) => matchesPattern(pattern, text) && isPlain(text)));
  return isEmpty ? "excluded" : undefined;
}

/** Bounds that leave nothing between them, and the two answers to one question. */
function areApart(upper: ConditionTest, lower: ConditionTest): boolean {
  if (upper.operator.ifExists || lower.operator.ifExists) return false;
  if (upper.values.length === 0 || lower.values.length === 0) return false;
  const [less, greater] = [upper.operator.facts, lower.operator.facts];
  if (less.family !== greater.family) return false;
  if (less.family === "Bool") return isAnswer(upper, "true") && isAnswer(lower, "false");
  if (!/LessThan/.test(less.name) || !/GreaterThan/.test(greater.name)) return false;
  const read = less.family === "Date" ? parseDate : Number;
  const top = Math.max(...upper.values.map((node) => read(getValueText(node)) ?? NaN));
  const bottom = Math.min(...lower.values.map((node) => read(getValueText(node)) ?? NaN));
  // Where both ends count, one number may be left.
  return less.name.endsWith("Equals") && greater.name.endsWith("Equals") ? top < bottom : top <= bottom;
}

function isAnswer({ values }: ConditionTest, answer: string): boolean {
  return values.every((node) => getValueText(node).toLowerCase() === answer);
}

function isPlain(compiled: string): boolean {
  return !/[\uFDD0-\uFDD3]/.test(compiled);
}

/** The values as patterns, of texts and ARNs that need the key and have no gap. */
function compile({ operator: { facts, ifExists }, values }: ConditionTest): readonly string[] | undefined {
  if (ifExists || (facts.family !== "String" && facts.family !== "Arn") || facts.name.endsWith("IgnoreCase"))
    return undefined;
  const texts = values.map(getValueText);
  if (texts.length === 0 || texts.some(hasPlaceholder)) return undefined;
  if (facts.family === "Arn") {
    const arns = texts.map((text) => compileArn(compileWildcards(text)));
    return arns.every((arn) => arn !== undefined) ? arns : undefined;
  }
  return facts.name.endsWith("Like") ? texts.map(compileWildcards) : texts;
}
