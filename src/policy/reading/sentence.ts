/** A statement in one sentence of plain English, as Markdown. */
import { toCode } from "../../terms/markdown";
import type { Catalogue } from "../catalogue";
import { isAlwaysPresent } from "../conditionKeys";
import type { OrganizationNames } from "../organizationNames";
import { type OperatorFacts, type ParsedOperator, parseOperator } from "../operators";
import { type Condition, getConditions, type Statement } from "../statements";
import { getListed, getString, getStringNodes } from "../tree";
import { describeText } from "./ids";

/** What a sentence may draw on. */
export interface Words {
  readonly catalogue: Catalogue;
  readonly names: OrganizationNames | undefined;
}

const MAX_LISTED = 4;

/** `undefined` while the statement lacks what a sentence needs. */
export function describeStatement(statement: Statement, words: Words): string | undefined {
  const effect = getString(statement.get("Effect")?.value);
  const actions = describeActions(statement, words);
  if ((effect !== "Allow" && effect !== "Deny") || !actions) return undefined;
  const verb = effect === "Deny" ? "Denies" : "Allows";
  const conditions = getConditions(statement).map((condition) => describeCondition(condition, words));
  // Of several tests all must be met, which is read as "any" all too easily.
  const when = conditions.length > 0 ? `, when ${joinWith(conditions, " **and** ")}` : "";
  return `${verb} ${actions}${describeResources(statement, words)}${when}.`;
}

function describeActions(statement: Statement, words: Words): string | undefined {
  const member = statement.get("Action") ?? statement.get("NotAction");
  const patterns = getStringNodes(member?.value).map((node) => String(node.value));
  if (!member || patterns.length === 0) return undefined;
  const isNegated = member.name === "NotAction";
  if (patterns.includes("*")) return isNegated ? "no action at all" : "every action";
  const listed = listSome(
    patterns.map((pattern) => describeAction(pattern, words)),
    " and ",
    "further entries",
  );
  return isNegated ? `every action except ${listed}` : listed;
}

function describeAction(pattern: string, { catalogue }: Words): string {
  const [, prefix = ""] = /^([^:*?]+):\*$/.exec(pattern) ?? [];
  const service = prefix && catalogue.services.find((candidate) => candidate.prefix === prefix.toLowerCase());
  return service ? `everything in ${service.name}` : toCode(pattern);
}

function describeResources(statement: Statement, { names }: Words): string {
  const member = statement.get("Resource") ?? statement.get("NotResource");
  const texts = getStringNodes(member?.value).map((node) => String(node.value));
  if (!member || texts.length === 0) return "";
  const listed = listSome(
    texts.map((text) => describeText(text, names)),
    " and ",
    "further resources",
  );
  if (member.name === "NotResource") return ` on every resource except ${listed}`;
  return texts.includes("*") ? " on every resource" : ` on ${listed}`;
}

/** One condition, to follow "when". */
export function describeCondition({ operator, key }: Condition, { names }: Pick<Words, "names">): string {
  const scalars = getListed(key.value).filter(({ type }) => /^(?:string|number|boolean)$/.test(type));
  const texts = scalars.map((node) => String(node.value));
  return describeTest(operator.name, key.name, texts, names);
}

/** The same of a condition that stands in no document. */
export function describeTest(
  operator: string,
  key: string,
  texts: readonly string[],
  names?: OrganizationNames,
): string {
  const parsed = parseOperator(operator);
  const name = toCode(key);
  if (!parsed || texts.join("") === "") return `${name} passes ${toCode(operator)}`;
  if (parsed.facts.family === "Null") {
    return texts.includes("true") ? `the request lacks ${name}` : `the request carries ${name}`;
  }
  const values = listSome(
    texts.map((text) => describeText(text, names)),
    " or ",
    "further values",
  );
  // "Every value is none of these" is harder to read.
  const isNone = parsed.set === "ForAllValues" && parsed.facts.isNegated;
  const every = isNone ? `no value of ${name}` : `every value of ${name}`;
  const subject = { ForAllValues: every, ForAnyValue: `some value of ${name}`, one: name };
  const verb = getVerb(parsed.facts, parsed.facts.isNegated && !isNone, texts.length);
  const said = `${subject[parsed.set ?? "one"]} ${verb} ${values}`;
  return meetsWithout(parsed) && !isAlwaysPresent(key) ? `${said} (or ${parsed.set ? "it " : ""}is absent)` : said;
}

function getVerb({ name, family }: OperatorFacts, isNegated: boolean, count: number): string {
  const plain = count > 1 ? "is one of" : "is";
  const negated = count > 1 ? "is none of" : "is not";
  switch (family) {
    case "String":
      if (name.includes("Like")) return isNegated ? "does not match" : "matches";
      return (isNegated ? negated : plain) + (name.endsWith("IgnoreCase") ? ", in any case," : "");
    case "Arn":
      return isNegated ? "does not match" : "matches";
    case "Ip":
      return isNegated ? "lies outside of" : "lies in";
    case "Numeric":
    case "Date":
      return getOrder(name, family) ?? (isNegated ? negated : plain);
    case "Bool":
    case "Binary":
    case "Null":
      return plain;
  }
}

function getOrder(name: string, family: "Numeric" | "Date"): string | undefined {
  const orEqual = name.endsWith("Equals") ? ", or equal to," : "";
  if (name.includes("LessThan")) return `is ${family === "Date" ? "before" : "less than"}${orEqual}`;
  if (name.includes("GreaterThan")) return `is ${family === "Date" ? "after" : "greater than"}${orEqual}`;
  return undefined;
}

/** Whether a request without the key meets the condition (IAM User Guide, Condition operators). */
function meetsWithout({ set, facts, ifExists }: ParsedOperator): boolean {
  if (ifExists || set === "ForAllValues") return true;
  return set === undefined && facts.isNegated;
}

function listSome(items: readonly string[], conjunction: string, others: string): string {
  if (items.length <= MAX_LISTED) return joinWith(items, conjunction);
  return joinWith([...items.slice(0, MAX_LISTED - 1), `${items.length - MAX_LISTED + 1} ${others}`], conjunction);
}

function joinWith(items: readonly string[], conjunction: string): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")}${conjunction}${items.at(-1)}`;
}
