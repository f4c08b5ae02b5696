import { getTestFacts, getTests, hasReadableTests, hasTestOf, isAllow, isDeny } from "../conditionTests";
import type { Catalogue } from "../catalogue";
import type { OperatorFacts } from "../operators";
import type { Statement } from "../statements";
import { getInnerSpan } from "../tree";
import { showDenyWhen, showPolicy } from "./examples";
import type { Finding, Rule } from "./rule";

export const setOperatorSingleValue: Rule = {
  code: "set-operator-single-value",
  title: "Set operator on a key with one value",
  severity: "warning",
  reach: "statements",
  messages: [
    "{key} has one value at most: {set} is for keys with several, and holds where the key is absent. Write {correct}.",
    "{key} has one value at most: {forAny} is for keys with several. Write {correct}.",
  ],
  why: "`ForAllValues` and `ForAnyValue` are for keys with several values, such as `aws:TagKeys`. On a key with one value `ForAllValues` quietly holds where the key is absent; `ForAnyValue` only confuses.",
  bad: showDenyWhen('"ForAllValues:StringEquals":{"aws:RequestedRegion":"eu-west-1"}'),
  good: showDenyWhen('"StringEquals":{"aws:RequestedRegion":"eu-west-1"}'),
  source: "reference_policies_condition-single-vs-multi-valued-context-keys",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      for (const test of getTests(statement)) {
        const { set, facts: operator, ifExists } = test.operator;
        const facts = set && getTestFacts(test, catalogue);
        // Only of global keys and tags is it documented how many values they have.
        if (!facts || facts.multivalued || facts.origin === "service" || operator.family === "Null") continue;
        const correct = `${operator.name}${ifExists ? "IfExists" : ""}`;
        const span = getInnerSpan(test.operatorNode);
        if (set === "ForAllValues") yield { span, data: { key: facts.name, set, correct } };
        else yield { span, severity: "info", data: { key: facts.name, forAny: set, correct } };
      }
    }
  },
};

export const missingSetOperator: Rule = {
  code: "missing-set-operator",
  title: "Key with several values without a set operator",
  severity: "warning",
  reach: "statements",
  messages: [
    "{key} can have several values: write {nearest}, met where none of them is listed, or {forAny}, met where one is not.",
    "{key} can have several values: write {nearest}, or ForAllValues where all of them must fit.",
  ],
  why: "A key with several values, such as `aws:PrincipalOrgPaths` or `aws:TagKeys`, needs `ForAnyValue` or `ForAllValues`; without one AWS does not say what the test does.",
  bad: showDenyWhen('"StringEquals":{"aws:CalledVia":"athena.amazonaws.com"}'),
  good: showDenyWhen('"ForAnyValue:StringEquals":{"aws:CalledVia":"athena.amazonaws.com"}'),
  source: "reference_policies_condition-single-vs-multi-valued-context-keys",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      for (const test of getTests(statement)) {
        const { set, facts: operator, ifExists } = test.operator;
        if (set || operator.family === "Null") continue;
        const facts = getTestFacts(test, catalogue);
        if (!facts?.multivalued || facts.origin === "service") continue;
        // A negated test means all values, as in "called via none of these".
        const prefix = operator.isNegated ? "ForAllValues" : "ForAnyValue";
        const nearest = `${prefix}:${operator.name}${ifExists ? "IfExists" : ""}`;
        const data = { key: facts.name, nearest, ...(operator.isNegated && { forAny: "ForAnyValue" }) };
        yield { span: getInnerSpan(test.operatorNode), data };
      }
    }
  },
};

export const forAllValuesAllow: Rule = {
  code: "for-all-values-allow",
  title: "ForAllValues in an Allow, open to requests without the key",
  severity: "warning",
  reach: "scp",
  messages: [
    'ForAllValues holds where {key} is absent, so that this allows such requests too: add a Null test that says "false" of it.',
  ],
  why: "`ForAllValues` is met by a request that does not carry the key at all. In an Allow that opens more than it seems to; a `Null` test beside it closes the gap.",
  bad: showPolicy(
    '{"Effect":"Allow","Action":"s3:PutObjectTagging","Resource":"*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["Team","Stage"]}}}',
  ),
  good: showPolicy(
    '{"Effect":"Allow","Action":"s3:PutObjectTagging","Resource":"*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["Team","Stage"]},"Null":{"aws:TagKeys":"false"}}}',
  ),
  source: "reference_policies_condition-single-vs-multi-valued-context-keys",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      if (!isAllow(statement) || !hasReadableTests(statement)) continue;
      yield* findOpenToAbsence(statement, catalogue, () => true);
    }
  },
};

export const forAllValuesDeny: Rule = {
  code: "for-all-values-deny",
  title: "ForAllValues in a Deny, met by requests without the key",
  severity: "hint",
  reach: "statements",
  messages: [
    'ForAllValues holds where {key} is absent, so that this denies such requests too. A Null test that says "false" of it leaves them out.',
  ],
  why: '`ForAllValues` is met by a request that does not carry the key at all, or carries it empty. A Deny that lists what is unwanted then denies requests with nothing of it; a `Null` test beside it leaves those out. Of a negated operator, as in "called via none of these", that is most often what is wanted, so that only the others are hinted at.',
  bad: showDenyWhen(
    '"ForAllValues:StringEquals":{"aws:TagKeys":["Temporary","Scratch"]}',
    '"Action":"s3:PutObjectTagging","Resource":"*"',
  ),
  good: showDenyWhen(
    '"ForAllValues:StringEquals":{"aws:TagKeys":["Temporary","Scratch"]},"Null":{"aws:TagKeys":"false"}',
    '"Action":"s3:PutObjectTagging","Resource":"*"',
  ),
  source: "reference_policies_condition_examples-multi-valued-context-keys",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      if (!isDeny(statement) || !hasReadableTests(statement)) continue;
      yield* findOpenToAbsence(statement, catalogue, ({ isNegated }) => !isNegated);
    }
  },
};

/** Tests by ForAllValues with no word on whether the key is there. */
function* findOpenToAbsence(
  statement: Statement,
  catalogue: Catalogue,
  isMeant: (facts: OperatorFacts) => boolean,
): Generator<Finding> {
  const tests = getTests(statement);
  for (const test of tests) {
    if (test.operator.set !== "ForAllValues" || !isMeant(test.operator.facts)) continue;
    const isPaired = tests.some(({ name, operator }) => name === test.name && operator.facts.family === "Null");
    const facts = getTestFacts(test, catalogue);
    // On a key with one value the set operator itself is the mistake.
    if (isPaired || (facts && !facts.multivalued && facts.origin !== "service")) continue;
    yield { span: getInnerSpan(test.operatorNode), data: { key: test.key } };
  }
}

/** Keys that anyone who calls can fill in as they like. */
const FORGEABLE: ReadonlyMap<string, string> = new Map([
  ["aws:referer", "aws:Referer"],
  ["aws:useragent", "aws:UserAgent"],
]);

export const forgeableKey: Rule = {
  code: "forgeable-key",
  title: "Key that the caller fills in",
  severity: "info",
  reach: "statements",
  messages: ["The caller writes {key} as they please: it keeps nobody out who knows what is expected."],
  why: "`aws:Referer` and `aws:UserAgent` come from the request's headers. They can tell well-meant requests apart, but protect nothing.",
  bad: showDenyWhen('"StringNotLike":{"aws:UserAgent":"*Terraform*"}'),
  good: showDenyWhen('"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Terraform"}'),
  source: "reference_policies_condition-keys",
  *check({ outline }) {
    for (const statement of outline.statements) {
      if (!hasTestOf(statement, new Set(FORGEABLE.keys()))) continue;
      for (const { name, keyNode } of getTests(statement)) {
        const key = FORGEABLE.get(name);
        if (key) yield { span: getInnerSpan(keyNode), data: { key } };
      }
    }
  },
};
