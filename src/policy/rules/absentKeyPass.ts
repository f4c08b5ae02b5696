import { reachesAction } from "../actions";
import type { ActionFacts } from "../catalogue";
import { type ConditionTest, getTests, getValueText, isDeny } from "../conditionTests";
import { RESOURCE_CONTROL_POLICY } from "../../terms/policyTypes";
import { memoize } from "../memo";
import { getInnerSpan } from "../tree";
import { showDenyWhen } from "./examples";
import { findExclusive } from "./exclusiveTests";
import type { Finding, Rule } from "./rule";

const FACTOR = "aws:multifactorauthpresent";
const PATHS = "aws:principalorgpaths";
const SERVICE = "aws:principalisawsservice";

/** Services that take signed requests alone, whatever a resource's policy says. */
const SIGNED: ReadonlySet<string> = new Set(["dynamodb", "ecr", "kms", "logs", "secretsmanager"]);

export const absentKeyPass: Rule = {
  code: "absent-key-pass",
  title: "Deny that spares requests without a key",
  severity: "info",
  reach: "statements",
  messages: [
    "Calls with access keys of a user carry no {factor}, so that this does not deny them. Under {nearest} it does.",
    "Who belongs to no organization carries no {paths}, so that this does not deny them. Under {nearest} it does.",
    "Requests without credentials carry no {key}, so that this does not deny them. Under {nearest} it does.",
  ],
  why: "A test that is not met where its key is absent keeps a Deny from such requests. Calls with the long-term access keys of a user carry no `aws:MultiFactorAuthPresent`, so that a Deny where it is `false` does not reach them; under `BoolIfExists` it does. In an RCP an anonymous request, which a public bucket would answer, carries no `aws:PrincipalIsAWSService`, and nobody outside every organization `aws:PrincipalOrgPaths`, which `ForAnyValue` with a negated operator then never meets.",
  bad: showDenyWhen('"Bool":{"aws:MultiFactorAuthPresent":"false"}'),
  good: showDenyWhen('"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}'),
  source: "reference_policies_condition-keys",
  *check({ outline, type, catalogue }) {
    // Perhaps another statement speaks of those who lack the key.
    const spokenOf = memoize((key) =>
      outline.statements.some((statement) =>
        getTests(statement).some(({ name, operator }) => name === key && operator.facts.family === "Null"),
      ),
    );
    for (const statement of outline.statements) {
      if (!isDeny(statement)) continue;
      let isExclusive: boolean | undefined;
      for (const test of getTests(statement)) {
        const data = judge(test, type === RESOURCE_CONTROL_POLICY);
        // What never applies is another rule's matter.
        if (!data || (isExclusive ??= findExclusive(statement, catalogue) !== undefined)) continue;
        if (spokenOf(test.name) || (test.name === FACTOR && isForSessions(getTests(statement)))) continue;
        // Nobody asks these without credentials.
        const isOpen = ({ name }: ActionFacts) => !SIGNED.has(name.slice(0, name.indexOf(":")));
        if (test.name !== SERVICE || reachesAction(statement, catalogue, isOpen))
          yield { span: getInnerSpan(test.operatorNode), data };
      }
    }
  },
};

/** Whether roles alone are meant, whose sessions always say whether there was a second factor. */
function isForSessions(tests: readonly ConditionTest[]): boolean {
  return tests.some(({ name, operator, values }) => {
    if (operator.facts.isNegated || operator.ifExists || values.length === 0) return false;
    const areAll = (wanted: RegExp) => values.every((node) => wanted.test(getValueText(node)));
    return name === "aws:principalarn" ? areAll(/:role\//) : name === "aws:principaltype" && areAll(/^AssumedRole$/);
  });
}

function judge({ name, key, operator, values }: ConditionTest, isRcp: boolean): Finding["data"] | undefined {
  const { facts, ifExists, set } = operator;
  const data = { key, operator: facts.name, nearest: `${facts.name}IfExists` };
  const isFalse = values.length > 0 && values.every((node) => getValueText(node).toLowerCase() === "false");
  if (facts.family === "Bool" && isFalse && !ifExists && !set) {
    if (name === FACTOR) return { ...data, factor: key };
    return isRcp && name === SERVICE ? data : undefined;
  }
  if (!isRcp || name !== PATHS || set !== "ForAnyValue" || !facts.isNegated || ifExists) return undefined;
  return { ...data, paths: key, nearest: `ForAllValues:${facts.name}` };
}
