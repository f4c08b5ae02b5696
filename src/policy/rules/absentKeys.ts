import type { Node } from "jsonc-parser";
import { RESOURCE_CONTROL_POLICY } from "../../terms/policyTypes";
import { getActions, reachesAction } from "../actions";
import type { ActionFacts, Catalogue } from "../catalogue";
import { type ConditionTest, getTests, getValueText, hasReadableTests, hasTestOf, isDeny } from "../conditionTests";
import type { Statement } from "../statements";
import { getInnerSpan, getMembers, getStringNodes } from "../tree";
import { showDenyWhen, showRcpDenyWhen } from "./examples";
import { findInverted } from "./invertedNull";
import type { Rule } from "./rule";

/** Where a request comes from: absent, each of them, on some ways to AWS. */
const NETWORK: ReadonlySet<string> = new Set(
  [
    "sourceip",
    "vpcsourceip",
    "sourcevpc",
    "sourcevpce",
    "sourcevpcarn",
    "vpceaccount",
    "vpceorgid",
    "vpceorgpaths",
  ].map((key) => `aws:${key}`),
);

const VIA_SERVICE: ReadonlySet<string> = new Set([
  "aws:viaawsservice",
  "aws:principalisawsservice",
  "aws:calledvia",
  "aws:calledviafirst",
  "aws:calledvialast",
]);

/** Ways in for people and machines outside AWS: no service takes them on someone's behalf. */
const WAYS_IN: ReadonlySet<string> = new Set([
  "rolesanywhere:createsession",
  "signin:authenticate",
  "signin:authorizeoauth2access",
  "signin:createoauth2token",
]);

export const absentKeyDeny: Rule = {
  code: "absent-key-deny",
  title: "Deny that also meets calls which services make",
  severity: "hint",
  reach: "statements",
  messages: [
    '{key} is absent, or another one, when a service calls on behalf of someone; this denies that too. A BoolIfExists test that says "false" of {carveOut} lets it through.',
  ],
  why: "Network keys such as `aws:SourceVpce` and `aws:SourceIp` are absent from, or different in, calls that an AWS service makes for someone. A negated operator is met by an absent key, with `IfExists` or without it, so that the Deny reaches those calls as well, unless `aws:ViaAWSService`, `aws:PrincipalIsAWSService` or `Null` carves them out, or one of these keys must have a value. This may be what is wanted, so it is a hint. Nothing is said of `rolesanywhere:CreateSession` and the sign-in actions: no service takes them for someone.",
  bad: showDenyWhen('"StringNotEquals":{"aws:SourceVpce":"vpce-0a1b2c3d4e5f60718"}'),
  good: showDenyWhen(
    '"StringNotEquals":{"aws:SourceVpce":"vpce-0a1b2c3d4e5f60718"},"BoolIfExists":{"aws:ViaAWSService":"false"}',
  ),
  source: "reference_policies_condition-keys",
  *check({ outline, type, catalogue }) {
    for (const statement of outline.statements) {
      if (!isDeny(statement) || !hasReadableTests(statement) || hasTestOf(statement, VIA_SERVICE)) continue;
      const tests = getTests(statement);
      // What says that a key is there, or which way the request came, leaves calls of services out.
      if (tests.some((other) => NETWORK.has(other.name) && isWayNamed(other))) continue;
      const test = tests.find(({ name, operator }) => NETWORK.has(name) && isMetByAbsence(operator));
      if (!test || !reachesServices(statement, catalogue)) continue;
      const carveOut = type === RESOURCE_CONTROL_POLICY ? "aws:PrincipalIsAWSService" : "aws:ViaAWSService";
      yield { span: getInnerSpan(test.keyNode), data: { key: test.key, operator: test.operator.facts.name, carveOut } };
    }
  },
};

/** Whether an action is among those of the statement that a service may take for someone. */
function reachesServices(statement: Statement, catalogue: Catalogue): boolean {
  const isForOthers = ({ name }: ActionFacts) => !WAYS_IN.has(name.toLowerCase());
  return getActions(statement).length === 0 || reachesAction(statement, catalogue, isForOthers);
}

function isWayNamed({ operator: { facts, ifExists, set } }: ConditionTest): boolean {
  return facts.family === "Null" || !(facts.isNegated || ifExists || set === "ForAllValues");
}

function isMetByAbsence({ facts, set }: ConditionTest["operator"]): boolean {
  return facts.isNegated && set !== "ForAnyValue";
}

/** Who calls, as far as services are concerned: they belong to no organization. */
const CALLER: ReadonlySet<string> = new Set(["aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount"]);

export const rcpServicePrincipals: Rule = {
  code: "rcp-service-principals",
  title: "RCP that shuts out AWS services",
  severity: "warning",
  reach: "rcp",
  messages: [
    'AWS services that call by themselves carry no {caller}: with "true" this denies them all, and nobody else. Did you mean {nearest}?',
    'AWS services that call by themselves carry no {key}, so that this denies them: add a BoolIfExists test that says "false" of aws:PrincipalIsAWSService.',
  ],
  why: "An AWS service that reaches your resource by its own name, such as CloudTrail writing to its bucket, belongs to no organization and no account. A Deny for all but your own organization shuts it out unless `aws:PrincipalIsAWSService` carves it out.",
  bad: showRcpDenyWhen('"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}'),
  good: showRcpDenyWhen(
    '"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}',
  ),
  source: "access-analyzer-reference-policy-checks",
  *check({ outline }) {
    for (const statement of outline.statements) {
      if (!isDeny(statement) || !hasReadableTests(statement)) continue;
      const tests = getTests(statement);
      const isOfCaller = ({ name, operator }: ConditionTest) =>
        isMetByAbsence(operator) && (CALLER.has(name) || (name === "aws:principalarn" && isForWholeService(statement)));
      const test = tests.find(isOfCaller);
      if (!test) continue;
      const swapped = tests.length === 2 ? findServicesAlone(tests) : undefined;
      if (swapped) yield { span: getInnerSpan(swapped), data: { caller: test.key, nearest: "false" } };
      if (isForServicesOrPeople(statement)) continue;
      // A test that must be met as well narrows the statement, perhaps to what no service does.
      const isNarrow =
        !CALLER.has(test.name) || tests.some(({ operator: { facts } }) => !facts.isNegated && facts.family !== "Null");
      yield { span: getInnerSpan(test.keyNode), severity: isNarrow ? "info" : "warning", data: { key: test.key } };
    }
  },
};

/** Whether all that a service offers is meant, whatever the resource: then some AWS service calls it by itself. */
function isForWholeService(statement: Statement): boolean {
  const isEverywhere = getStringNodes(statement.get("Resource")?.value).some(({ value }) => value === "*");
  return isEverywhere && getActions(statement).some((action) => action.kind === "action" && action.name === "*");
}

/** Keys of the resource that a service acts for: only calls of services carry them. */
const SOURCE: ReadonlySet<string> = new Set([
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
]);

export const rcpSourceGuard: Rule = {
  code: "rcp-source-guard",
  title: "RCP against confused deputies that meets everyone",
  severity: "warning",
  reach: "rcp",
  messages: [
    'Calls of AWS services that name no source carry no {source}: this denies them as well. Add a Null test that says "false" of aws:SourceAccount.',
    'Only calls of AWS services carry {key}; this denies all others too: add a Bool test that says "true" of aws:PrincipalIsAWSService and a Null test that says "false" of aws:SourceAccount.',
  ],
  why: "`aws:SourceOrgID`, `aws:SourceAccount` and `aws:SourceArn` say for whom a service calls, and are absent from the calls of people and roles. A negated test is met by absence: without `aws:PrincipalIsAWSService` or `Null` beside it, the Deny locks everyone out; with `aws:PrincipalIsAWSService` alone it still denies the services that do not say for whom they call.",
  bad: showRcpDenyWhen('"StringNotEqualsIfExists":{"aws:SourceOrgID":"o-a1b2c3d4e5"}'),
  good: showRcpDenyWhen(
    '"StringNotEqualsIfExists":{"aws:SourceOrgID":"o-a1b2c3d4e5"},"Null":{"aws:SourceAccount":"false"},"Bool":{"aws:PrincipalIsAWSService":"true"}',
  ),
  source: "access-analyzer-reference-policy-checks",
  *check({ outline }) {
    for (const statement of outline.statements) {
      if (!isDeny(statement) || !hasReadableTests(statement) || findInverted(statement).length > 0) continue;
      // A service that stands as the principal has to become a condition first.
      if (getMembers(statement.get("Principal")?.value).some(({ name }) => name === "Service")) continue;
      const tests = getTests(statement);
      const isForServices = isForServicesOrPeople(statement);
      // Who names certain services knows what they carry.
      if (isForServices && !isForAllServices(statement)) continue;
      const isGuarded = tests.some(
        ({ name, operator, values }) =>
          SOURCE.has(name) &&
          operator.facts.family === "Null" &&
          (isForServices || values.every((node) => getValueText(node) === "false")),
      );
      const test = tests.find(({ name, operator }) => SOURCE.has(name) && isMetByAbsence(operator));
      if (!test || isGuarded) continue;
      const span = getInnerSpan(test.keyNode);
      if (isForServices) yield { span, severity: "info", data: { key: test.key, source: test.key } };
      else yield { span, data: { key: test.key } };
    }
  },
};

/** The "true" of a test that services alone meet. */
function findServicesAlone(tests: readonly ConditionTest[]): Node | undefined {
  const values = tests.find(({ name }) => name === "aws:principalisawsservice")?.values ?? [];
  return values.every((node) => getValueText(node) === "true") ? values[0] : undefined;
}

/** Whether all that tells services from people is aws:PrincipalIsAWSService. */
function isForAllServices(statement: Statement): boolean {
  const tests = getTests(statement).filter(({ name }) => SERVICE_KEYS.has(name) || name.startsWith("aws:principal"));
  return (
    tests.length === 1 &&
    tests[0]?.name === "aws:principalisawsservice" &&
    tests[0].values.every((node) => getValueText(node) === "true")
  );
}

const SERVICE_KEYS: ReadonlySet<string> = new Set([
  "aws:principalisawsservice",
  "aws:principalservicename",
  "aws:principalservicenameslist",
  "aws:principaltype",
]);

/** Whether the statement tells services from people, or demands something that only people's calls carry. */
function isForServicesOrPeople(statement: Statement): boolean {
  if (hasTestOf(statement, SERVICE_KEYS)) return true;
  return getTests(statement).some(
    ({ name, operator }) =>
      (name.startsWith("aws:principal") || name.includes(":sub")) && !operator.facts.isNegated && !operator.ifExists,
  );
}
