import { getActions, reachesAction } from "../actions";
import { type ConditionTest, getTests, hasReadableTests, isDeny, isMetByAbsence } from "../conditionTests";
import { getInnerSpan } from "../tree";
import { showDeny } from "./examples";
import type { Rule } from "./rule";

/** What those ask who come with a token of an identity provider, and have no AWS identity yet. */
export const FEDERATED: readonly string[] = ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

const WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity";

/** Keys of an AWS identity. */
const CALLER: ReadonlySet<string> = new Set(["aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount"]);

const showRcp = (action: string) =>
  showDeny(
    `"Principal":"*","Action":${action},"Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}`,
  );

export const rcpFederatedCallers: Rule = {
  code: "rcp-federated-callers",
  title: "RCP that shuts out federated sign-in",
  severity: "warning",
  reach: "rcp",
  messages: [
    'Only tokens of {issuer} carry {claim}: this denies sign-in with tokens of all other providers, too. A Null test that says "false" of it leaves them out.',
    "Who asks for {action} has no AWS identity yet, and carries no {key}: this denies them all. Leave it out here, and narrow it by the keys of your identity providers.",
  ],
  why: "`sts:AssumeRoleWithSAML` and `sts:AssumeRoleWithWebIdentity` are called with a token of an identity provider, before there is a principal of any account. A Deny for all but one's own organization is met by the absence of `aws:PrincipalOrgID`, and nobody can sign in that way any more. So is a Deny by the claims of one provider, such as `token.actions.githubusercontent.com:sub`, by tokens of all others.",
  bad: showRcp('["s3:*","sts:*"]'),
  good: showRcp('["s3:*","sts:AssumeRole"]'),
  source: "orgs_manage_policies_rcps_examples",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      if (!isDeny(statement) || !hasReadableTests(statement)) continue;
      const tests = getTests(statement);
      const claim = findOnlyClaim(tests);
      if (claim && reachesAction(statement, catalogue, ({ name }) => name === WEB_IDENTITY)) {
        const issuer = claim.name.slice(0, claim.name.lastIndexOf(":"));
        yield { span: getInnerSpan(claim.keyNode), severity: "info", data: { issuer, claim: claim.key } };
      }
      const test = tests.find(
        ({ name, operator }) => CALLER.has(name) && operator.facts.isNegated && operator.set !== "ForAnyValue",
      );
      // A test that must be met as well may say whom it means.
      const isNarrow = tests.some(
        ({ name, operator: { facts, ifExists } }) =>
          !name.startsWith("aws:") || facts.family === "Null" || !(facts.isNegated || ifExists),
      );
      if (!test || isNarrow) continue;
      for (const entry of getActions(statement)) {
        if (entry.kind !== "action" || entry.element !== "Action" || entry.prefix.toLowerCase() !== "sts") continue;
        const matched = new Set(catalogue.expand(entry.text).map(({ name }) => name));
        const action = FEDERATED.find((name) => matched.has(name));
        if (action) yield { span: getInnerSpan(entry.node), data: { action, key: test.key } };
      }
    }
  },
};

/** A claim of one provider alone, whose absence meets the test as well, where nothing else says whose tokens are meant. */
function findOnlyClaim(tests: readonly ConditionTest[]): ConditionTest | undefined {
  const claims = tests.filter(({ name }) => /^[^:]+[./].*:[\w-]+$/.test(name));
  const issuers = new Set(claims.map(({ name }) => name.slice(0, name.lastIndexOf(":"))));
  return issuers.size === 1 && tests.every(isMetByAbsence)
    ? claims.find(({ operator }) => operator.facts.isNegated)
    : undefined;
}
