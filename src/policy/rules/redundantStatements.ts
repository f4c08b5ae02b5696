import type { Node } from "jsonc-parser";
import { isAllow, isDeny } from "../conditionTests";
import { coversGlob } from "../covering";
import { compileWildcards, overlap } from "../matching/pattern";
import { parseOperator } from "../operators";
import { hasPlaceholder } from "../placeholder";
import { getConditions, type Statement } from "../statements";
import { getInnerSpan, getListed, getString, getStringNodes } from "../tree";
import { showPolicy } from "./examples";
import type { Rule } from "./rule";
import { computeOnce } from "../memo";

/** A policy within its quota has fewer statements; each is compared with every other. */
const MAX_STATEMENTS = 150;
const MAX_ENTRIES = 500;
const MAX_PAIRS = 5000;

export const redundantStatement: Rule = {
  code: "redundant-statement",
  title: "Statement that another one takes in",
  severity: "info",
  reach: "statements",
  messages: [
    "This says the same as {twin}.",
    "{wider} takes this in: it has the same effect on all these actions and resources already.",
  ],
  why: "A statement that another one of the same effect takes in changes nothing. Where it says exactly the same, it is most often a copy that someone forgot to change, which is a warning.",
  bad: showPolicy(
    '[{"Effect":"Deny","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:DeleteBucket","Resource":"*"}]',
  ),
  good: showPolicy(
    '[{"Effect":"Deny","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"ec2:TerminateInstances","Resource":"*"}]',
  ),
  source: "access-analyzer-reference-policy-checks",
  *check({ outline }) {
    const facts = outline.statements.slice(0, MAX_STATEMENTS).flatMap((statement) => getReach(statement) ?? []);
    for (const [at, inner] of facts.entries()) {
      const wider = facts.find((outer, other) => {
        if (outer === inner || outer.effect !== inner.effect || outer.conditions.size > inner.conditions.size)
          return false;
        if (!takesIn(outer, inner)) return false;
        // Of two that say the same the later one is redundant.
        return other < at || !takesIn(inner, outer);
      });
      if (!wider) continue;
      const isTwin = takesIn(inner, wider);
      const name = nameStatement(wider.statement);
      const span = markStatement(inner.statement);
      yield isTwin
        ? { span, severity: "warning", data: { twin: name, index: wider.statement.index } }
        : { span, data: { wider: name, index: wider.statement.index } };
    }
  },
};

export const overriddenAllow: Rule = {
  code: "overridden-allow",
  title: "Allow that a Deny beside it cancels",
  severity: "warning",
  reach: "scp",
  messages: ["{wider} denies all of this without a condition: the Allow never matters."],
  why: "A Deny wins over every Allow. An Allow of actions and resources that a statement of the same policy denies without a condition can never matter.",
  bad: showPolicy(
    '[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*"}]',
  ),
  good: showPolicy(
    '[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:DeleteBucket","Resource":"*"}]',
  ),
  source: "orgs_manage_policies_scps_evaluation",
  *check({ outline }) {
    if (!outline.statements.some(isAllow)) return;
    const facts = outline.statements.slice(0, MAX_STATEMENTS).flatMap((statement) => getReach(statement) ?? []);
    const denies = facts.filter(({ statement, conditions }) => isDeny(statement) && conditions.size === 0);
    if (denies.length === 0) return;
    for (const allow of facts) {
      if (!isAllow(allow.statement)) continue;
      // Conditions only narrow the Allow further.
      const wider = denies.find((deny) => takesIn(deny, { ...allow, conditions: deny.conditions }));
      if (wider) yield { span: markStatement(allow.statement), data: { wider: nameStatement(wider.statement) } };
    }
  },
};

/** What a statement speaks of, as texts that can be compared. */
interface Reach {
  readonly statement: Statement;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly exceptActions: boolean;
  readonly resources: readonly string[];
  readonly exceptResources: boolean;
  readonly conditions: ReadonlyMap<string, Tested>;
}

/** The values of one key under one operator. */
interface Tested {
  readonly values: ReadonlySet<string>;
  /** The more is listed, the less meets the test. */
  readonly isNegated: boolean;
}

/** `undefined` where a gap or a mistake leaves open what the statement speaks of. */
const getReach = computeOnce(readReach);

function readReach(statement: Statement): Reach | undefined {
  const effect = getString(statement.get("Effect")?.value);
  const action = readEntries(statement, "Action", "NotAction");
  const resource = readEntries(statement, "Resource", "NotResource");
  const conditions = readConditions(statement);
  if (effect === undefined || !action || !resource || !conditions) return undefined;
  return {
    statement,
    effect,
    actions: action.texts.map((text) => (text === "*:*" ? "*" : text.toLowerCase())),
    exceptActions: action.isNegated,
    resources: resource.texts,
    exceptResources: resource.isNegated,
    conditions,
  };
}

function readEntries(statement: Statement, plain: string, negated: string) {
  const members = [statement.get(plain), statement.get(negated)];
  const member = members.find((found) => found !== undefined);
  if (!member || members.every((found) => found !== undefined)) return undefined;
  const nodes = getStringNodes(member.value);
  const texts = nodes.map((node) => String(node.value));
  const isPlain = texts.length > 0 && texts.length <= MAX_ENTRIES && texts.length === getListed(member.value).length;
  return isPlain && !texts.some(hasPlaceholder) ? { texts, isNegated: member.name === negated } : undefined;
}

function readConditions(statement: Statement): Reach["conditions"] | undefined {
  if (statement.get("Condition") && statement.get("Condition")?.value?.type !== "object") return undefined;
  const conditions = new Map<string, Tested>();
  for (const { operator, key } of getConditions(statement)) {
    const values = getListed(key.value).map((node: Node) => String(node.value));
    const parsed = parseOperator(operator.name);
    if (!parsed || hasPlaceholder(key.name) || values.some(hasPlaceholder)) return undefined;
    const name = `${operator.name} ${key.name.toLowerCase()}`;
    if (conditions.has(name)) return undefined;
    conditions.set(name, { values: new Set(values), isNegated: parsed.facts.isNegated });
  }
  return conditions;
}

/** Whether whatever meets the inner test meets the outer one, which has the same operator and key. */
function isImplied(outer: Tested, inner: Tested): boolean {
  const [few, more] = outer.isNegated ? [outer, inner] : [inner, outer];
  for (const value of few.values) if (!more.values.has(value)) return false;
  return true;
}

function takesIn(outer: Reach, inner: Reach): boolean {
  for (const [name, tested] of outer.conditions) {
    const same = inner.conditions.get(name);
    if (!same || !isImplied(tested, same)) return false;
  }
  return (
    coversEntries(outer.actions, outer.exceptActions, inner.actions, inner.exceptActions) &&
    coversEntries(outer.resources, outer.exceptResources, inner.resources, inner.exceptResources)
  );
}

function coversEntries(
  outer: readonly string[],
  outerExcepts: boolean,
  inner: readonly string[],
  innerExcepts: boolean,
): boolean {
  if (!outerExcepts && outer.includes("*")) return true;
  if (outerExcepts && !innerExcepts) return areApart(outer, inner);
  if (outerExcepts !== innerExcepts) return false;
  // All but a few takes in all but more.
  const [wide, narrow] = outerExcepts ? [inner, outer] : [outer, inner];
  return narrow.every((text) => wide.includes(text) || wide.some((pattern) => coversGlob(pattern, text)));
}

/** Whether nothing is meant by entries of both lists. */
function areApart(excepted: readonly string[], named: readonly string[]): boolean {
  if (excepted.length * named.length > MAX_PAIRS || ![...excepted, ...named].every(isWhole)) return false;
  const patterns = excepted.map(compileWildcards);
  return named.map(compileWildcards).every((one) => !patterns.some((pattern) => overlap(pattern, one)));
}

/** An action, or an ARN that leaves nothing to be filled in. */
function isWhole(text: string): boolean {
  return !text.includes("${") && text.split(":").length >= (text.startsWith("arn:") ? 6 : 2);
}

/** Its Sid, or the brace it begins with. */
function markStatement(statement: Statement) {
  const sid = statement.get("Sid");
  const { offset } = statement.node;
  return sid?.value?.type === "string" ? getInnerSpan(sid.value) : { start: offset, end: offset + 1 };
}

function nameStatement(statement: Statement): string {
  return getString(statement.get("Sid")?.value) ?? `Statement ${statement.index + 1}`;
}
