import { type ConditionTest, getTests, getValueText, isAllow, isMetByAbsence } from "../conditionTests";
import type { Statement } from "../statements";
import { getInnerSpan } from "../tree";
import { showDenyWhen } from "./examples";
import type { Rule } from "./rule";

/** Keys that a service's call carries for the resource it acts for: without an account it names no organization either. */
const SOURCES: readonly string[] = ["aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"];

export const invertedNull: Rule = {
  code: "inverted-null",
  title: "Test of a key that Null says is absent",
  severity: "warning",
  reach: "statements",
  messages: [
    '"true" asks that {absent} is absent, and {key} then is too: the test of it compares nothing, so that calls for others are not meant. Did you mean {nearest}?',
    '"true" asks that {absent} is absent: the other test of it compares nothing. Did you mean {nearest}?',
    '"true" asks that {absent} is absent: {operator} compares nothing then, so that the values it names are not meant. Without this test they are, as absence is.',
    '"true" asks that {absent} is absent: the other test of it compares nothing, so that other values are not meant. Without this one, absence and other values both are.',
  ],
  why: 'All tests of a statement must be met. Under `Null`, `"true"` asks that the key is absent and `"false"` that it is there. Beside a test of the same key that absence meets, such as a negated one, `"true"` leaves nothing to compare: a guard against confused deputies with `"true"` denies the calls that name no source, and lets through those for other organizations. Who means a tag that is missing or wrong needs no `Null` at all, since a negated test is met by absence too.',
  bad: showDenyWhen('"StringNotEquals":{"aws:SourceVpce":"vpce-0a1b2c3d4e5f60718"},"Null":{"aws:SourceVpce":"true"}'),
  good: showDenyWhen('"StringNotEquals":{"aws:SourceVpce":"vpce-0a1b2c3d4e5f60718"},"Null":{"aws:SourceVpce":"false"}'),
  source: "reference_policies_elements_condition_operators",
  *check({ outline }) {
    for (const statement of outline.statements) {
      for (const { absent, compared } of findInverted(statement)) {
        const [value] = absent.values;
        if (!value) continue;
        const isSame = absent.name === compared.name;
        // A list of tags that may be empty, or a source: there presence was to be asked for.
        const isMeant =
          SOURCES.includes(absent.name) || (isAllow(statement) && compared.operator.set === "ForAllValues");
        const isPositive = !compared.operator.facts.isNegated;
        const data = {
          absent: absent.key,
          ...(!isSame && { key: compared.key }),
          ...(isMeant ? { nearest: "false" } : isPositive && { operator: String(compared.operatorNode.value) }),
        };
        yield { span: getInnerSpan(value), data };
      }
    }
  },
};

interface Inverted {
  readonly absent: ConditionTest;
  /** The first test that compares what is then absent. */
  readonly compared: ConditionTest;
}

/** The tests by Null that leave another one of the statement nothing to compare. */
export function findInverted(statement: Statement): readonly Inverted[] {
  const tests = getTests(statement);
  const absences = tests.filter(isAbsence);
  if (absences.length === 0) return [];
  const met = new Map<string, ConditionTest>();
  for (const test of tests) {
    if (test.operator.facts.family !== "Null" && isMetByAbsence(test) && !met.has(test.name)) met.set(test.name, test);
  }
  return absences.flatMap((absent) => {
    const others = SOURCES.includes(absent.name) ? SOURCES.slice(1) : [];
    const name = [absent.name, ...others].find((candidate) => met.has(candidate));
    const compared = name !== undefined && met.get(name);
    return compared ? [{ absent, compared }] : [];
  });
}

function isAbsence({ operator: { facts }, values }: ConditionTest): boolean {
  return facts.family === "Null" && values.length > 0 && values.every((node) => getValueText(node) === "true");
}
