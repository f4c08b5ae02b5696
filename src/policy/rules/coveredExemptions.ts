import { type ConditionTest, getTests, getValueText, isDeny } from "../conditionTests";
import { hasWildcard } from "../glob";
import { hasPlaceholder } from "../placeholder";
import type { Statement } from "../statements";
import { getInnerSpan } from "../tree";
import { showDenyWhen } from "./examples";
import type { Rule } from "./rule";

export const coveredExemption: Rule = {
  code: "covered-exemption",
  title: "Exemption that another one takes in",
  severity: "warning",
  reach: "statements",
  messages: [
    "{wide} lets pass whatever {same} lets pass: this test changes nothing.",
    "Denied is only who differs in both, and {wide} lets all of {value} pass: this test changes nothing. A statement for each lets pass only who meets both.",
  ],
  why: "All tests of a statement must be met for it to deny, so that negated tests exempt whoever meets any of them. Beside an exemption of a whole account, one of a role in this account exempts nobody more; who meant to exempt that role alone has exempted the account. A statement for each test leaves over only who meets both.",
  bad: showDenyWhen(
    '"StringNotEquals":{"aws:PrincipalAccount":"111122223333"},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/Admin"}',
  ),
  good: showDenyWhen('"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/Admin"}'),
  source: "reference_policies_condition-logic-multiple-context-keys-or-values",
  *check({ outline }) {
    for (const statement of outline.statements) {
      for (const { wide, narrow, value } of findCovered(statement)) {
        const data = { wide: wide.key, key: narrow.key, ...(value === undefined ? { same: narrow.key } : { value }) };
        yield { span: getInnerSpan(narrow.keyNode), data };
      }
    }
  },
};

interface Covered {
  readonly wide: ConditionTest;
  readonly narrow: ConditionTest;
  /** What it lies within; `undefined` where both keys say the same. */
  readonly value: string | undefined;
}

const readArnAccount = (text: string) => text.split(":")[4] ?? "";
const readOrganization = (text: string) => text.split("/")[0] ?? "";
const readWhole = (text: string) => text;

/** A key, the key whose values lie within its, and how to tell within which. */
const FACETS: readonly (readonly [wide: string, narrow: string, read: (text: string) => string])[] = [
  ["aws:principalaccount", "aws:principalarn", readArnAccount],
  ["aws:sourceaccount", "aws:sourcearn", readArnAccount],
  ["aws:principalorgid", "aws:principalorgpaths", readOrganization],
  ["aws:resourceorgid", "aws:resourceorgpaths", readOrganization],
  ["aws:sourceorgid", "aws:sourceorgpaths", readOrganization],
  ["aws:vpceorgid", "aws:vpceorgpaths", readOrganization],
  ["aws:resourceaccount", "s3:resourceaccount", readWhole],
  ["aws:requestedregion", "ec2:region", readWhole],
];

/** The tests of a Deny that exempt only whom another of its tests exempts. */
export function findCovered(statement: Statement): readonly Covered[] {
  const tests = isDeny(statement) ? getTests(statement).filter(isExemption) : [];
  if (tests.length < 2) return [];
  return FACETS.flatMap(([wideName, narrowName, read]) => {
    const wide = tests.find(({ name }) => name === wideName);
    const narrow = tests.find(({ name }) => name === narrowName);
    if (!wide || !narrow) return [];
    const exempt = new Set(wide.values.map(getValueText));
    const covers = narrow.values.map((node) => read(getValueText(node)));
    if (covers.length === 0 || !covers.every((text) => text !== "" && !hasWildcard(text) && exempt.has(text)))
      return [];
    return [{ wide, narrow, value: read === readWhole ? undefined : covers[0] }];
  });
}

function isExemption({ operator: { facts, set }, values }: ConditionTest): boolean {
  return facts.isNegated && set !== "ForAnyValue" && !values.some((node) => hasPlaceholder(getValueText(node)));
}
