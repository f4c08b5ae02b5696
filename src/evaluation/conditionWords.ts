/** Conditions as a person says them. English; `conditions` of a residue is the same as data. */
import { type OperatorFacts, parseOperator } from "../policy/operators";
import type { WrittenCondition } from "../policy/matching/policy";
import type { Residue } from "./access/residue";

/** So many values are named before the rest is counted. */
const NAMED = 3;

/** `when aws:RequestedRegion is not eu-west-1 or eu-central-1`, `on arn:aws:s3:::prod/*`; empty for a residue that always holds. */
export function describeResidue({ resources, exceptResources, conditions, isAlways }: Residue): string {
  if (isAlways) return "";
  const isEverything = !exceptResources && resources.every((pattern) => /^\*+$/.test(pattern));
  const on = isEverything
    ? []
    : [`on ${exceptResources ? "all but " : ""}${list(resources, exceptResources ? "and" : "or")}`];
  const when = conditions.map(describeCondition);
  return [...on, ...(when.length > 0 ? [`when ${when.join(" and ")}`] : [])].join(" ");
}

/** `aws:RequestedRegion is neither eu-west-1 nor eu-central-1` */
export function describeCondition({ operator, key, values }: WrittenCondition): string {
  const parsed = parseOperator(operator);
  if (!parsed) return `${key} meets ${operator} ${list(values, "or")}`;
  const { set, facts, ifExists } = parsed;
  if (facts.family === "Null") return describeNull(key, values);
  const subject =
    set === "ForAnyValue" ? `any value of ${key}` : set === "ForAllValues" ? `every value of ${key}` : key;
  const test = `${subject} ${getVerb(facts, values)}`;
  // A negated operator is met by an absent key without more ado.
  return ifExists && !facts.isNegated ? `${test}, or ${key} is absent` : test;
}

function describeNull(key: string, values: readonly string[]): string {
  const wanted = new Set(values.map((value) => value.toLowerCase()));
  if (wanted.has("true") && wanted.has("false")) return `${key} is absent or present`;
  return wanted.has("true") ? `${key} is absent` : `${key} is present`;
}

function getVerb({ name, family, isNegated }: OperatorFacts, values: readonly string[]): string {
  const several = values.length > 1;
  const all = list(values, isNegated ? "nor" : "or");
  const negate = (plain: string, single: string, many: string) =>
    isNegated ? `${several ? many : single} ${all}` : `${plain} ${all}`;
  switch (family) {
    case "Arn":
      return negate("is like", "is not like", "is like neither");
    case "String":
      if (name.endsWith("Like")) return negate("is like", "is not like", "is like neither");
      return negate("is", "is not", "is neither");
    case "Ip":
      return negate("lies in", "lies outside", "lies in neither");
    case "Bool":
    case "Binary":
      return `is ${all}`;
    case "Numeric":
      return `${ORDERS[name.slice("Numeric".length)]?.[0] ?? name} ${all}`;
    case "Date":
      return `${ORDERS[name.slice("Date".length)]?.[1] ?? name} ${all}`;
    case "Null":
      return all;
  }
}

/** Of numbers, and of dates. */
const ORDERS: Readonly<Record<string, readonly [string, string]>> = {
  Equals: ["is", "is"],
  NotEquals: ["is not", "is not"],
  LessThan: ["is less than", "is before"],
  LessThanEquals: ["is at most", "is no later than"],
  GreaterThan: ["is greater than", "is after"],
  GreaterThanEquals: ["is at least", "is no earlier than"],
};

function list(values: readonly string[], word: string): string {
  const named = values.length > NAMED + 1 ? values.slice(0, NAMED) : values;
  const rest = values.length - named.length;
  const items = rest > 0 ? [...named, `${rest} more`] : named;
  if (items.length < 2) return items[0] ?? "nothing";
  return `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1) ?? ""}`;
}
