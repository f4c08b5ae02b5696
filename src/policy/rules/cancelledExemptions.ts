import { type ConditionTest, getTests, getValueText, hasReadableTests, isDeny } from "../conditionTests";
import { compileWildcards, overlap } from "../matching/pattern";
import { hasPlaceholder } from "../placeholder";
import type { Statement } from "../statements";
import { getInnerSpan, getStringNodes } from "../tree";
import { showPolicy } from "./examples";
import type { Rule } from "./rule";

const statement = (role: string) =>
  `{"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":${role}}}}`;
const ROLES = ["Network", "Deploy"].map((name) => `"arn:aws:iam::*:role/${name}"`);

export const cancelledExemption: Rule = {
  code: "cancelled-exemption",
  title: "Exemption that another statement takes away",
  severity: "warning",
  reach: "statements",
  messages: [
    "Statement {other} denies the same, and spares other values of {key}: no request is spared by both. One statement with all of the values spares each.",
  ],
  why: "Every Deny counts by itself. Two statements that deny the same, each but for a role or Region of its own, deny what the other spares: nothing is left.",
  bad: showPolicy(`[${ROLES.map(statement).join(",")}]`),
  good: showPolicy(`[${statement(`[${ROLES.join(",")}]`)}]`),
  source: "reference_policies_elements_condition",
  *check({ outline }) {
    const seen = new Map<string, { readonly index: number; readonly test: ConditionTest }[]>();
    for (const [index, one] of outline.statements.entries()) {
      const test = getOnlyExemption(one);
      const what = test && describe(one, test);
      if (!test || what === undefined) continue;
      const likes = seen.get(what) ?? [];
      const other = likes.find((like) => areApart(like.test, test));
      if (other) yield { span: getInnerSpan(test.keyNode), data: { key: test.key, other: other.index + 1 } };
      seen.set(what, [...likes, { index, test }]);
    }
  },
};

/** A Deny's one condition, if it spares some values of a key. */
export function getOnlyExemption(statement: Statement): ConditionTest | undefined {
  const [test, ...others] = getTests(statement);
  if (!test || others.length > 0 || !isDeny(statement) || !hasReadableTests(statement)) return undefined;
  const { facts, set } = test.operator;
  const isPlain = facts.isNegated && !set && (facts.family === "String" || facts.family === "Arn");
  const isWritten = test.values.every((node) => !hasPlaceholder(getValueText(node)));
  return isPlain && isWritten && test.values.length > 0 ? test : undefined;
}

/** What is denied, and by which test; nothing where that is not written out. */
function describe(statement: Statement, { name }: ConditionTest): string | undefined {
  const parts = ["Action", "NotAction", "Resource", "NotResource"].map((element) =>
    getStringNodes(statement.get(element)?.value)
      .map((node) => String(node.value))
      .sort(),
  );
  const texts = parts.flat();
  if (texts.length < 2 || texts.some(hasPlaceholder)) return undefined;
  return JSON.stringify([name, ...parts]);
}

function areApart(one: ConditionTest, other: ConditionTest): boolean {
  const isFolded = [one, other].some(({ operator }) => operator.facts.name.endsWith("IgnoreCase"));
  return one.values.every((a) =>
    other.values.every((b) => !overlap(compile(one, a, isFolded), compile(other, b, isFolded))),
  );
}

function compile({ operator }: ConditionTest, node: ConditionTest["values"][number], isFolded: boolean): string {
  const { name, family } = operator.facts;
  const written = getValueText(node);
  const text = isFolded ? written.toLowerCase() : written;
  const isPattern = family === "Arn" || name.endsWith("Like");
  return isPattern ? compileWildcards(text) : text;
}
