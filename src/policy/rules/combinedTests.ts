/** Requirements that a Deny tests together, so that meeting one of them is enough. */
import { reachesAction } from "../actions";
import type { ActionFacts, Catalogue } from "../catalogue";
import { fitsKey } from "../conditionKeys";
import { type ConditionTest, getTests, getValueText, isDeny } from "../conditionTests";
import type { Statement } from "../statements";
import { getInnerSpan } from "../tree";
import { showDenyWhen } from "./examples";
import type { Finding, Rule } from "./rule";

export const combinedTagTests: Rule = {
  code: "combined-tag-tests",
  title: "Required tags tested together",
  severity: "info",
  reach: "statements",
  messages: [
    "This denies only where {keys} are all missing or different: one right tag is enough. A statement for each tag requires them all.",
  ],
  why: "All tests of a statement must be met for it to deny. Testing several `aws:RequestTag` keys with a negated operator, or with `Null`, in one statement therefore denies only requests that lack every one of the tags; requiring each takes a statement for each.",
  bad: showLaunchDenyWhen('"Null":{"aws:RequestTag/Team":"true","aws:RequestTag/Stage":"true"}'),
  good: showLaunchDenyWhen('"Null":{"aws:RequestTag/Team":"true"}'),
  source: "reference_policies_condition-logic-multiple-context-keys-or-values",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      const tests = getRequiredTags(statement);
      if (countKeys(tests) > 1 && getCombinedRequirements(statement, catalogue).length === 0) yield* mark(tests);
    }
  },
};

export const combinedRequirements: Rule = {
  code: "combined-requirements",
  title: "Requirements tested together",
  severity: "info",
  reach: "statements",
  messages: [
    "This denies only what is wrong in each of {keys}: one right value is enough to pass. A statement for each requires them all.",
  ],
  why: "All tests of a statement must be met for it to deny. A Deny that tests what may be created, such as the type of an instance, its Region and its tags, with several negated operators denies only requests that are wrong in each of them: any instance type passes in the right Region. Requiring each takes a statement for each. Nothing is said of tests of who calls, from where, and on whose resource: there one statement is the customary way to exempt whoever meets any of them.",
  bad: showLaunchDenyWhen('"StringNotEquals":{"ec2:InstanceType":"t3.micro","ec2:MetadataHttpTokens":"required"}'),
  good: showLaunchDenyWhen('"StringNotEquals":{"ec2:InstanceType":"t3.micro"}'),
  source: "reference_policies_condition-logic-multiple-context-keys-or-values",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      yield* mark(getCombinedRequirements(statement, catalogue));
    }
  },
};

/** It is said at the second key, and names all of them. */
function* mark(tests: readonly ConditionTest[]): Generator<Finding> {
  const byName = new Map<string, ConditionTest>();
  for (const test of tests) if (!byName.has(test.name)) byName.set(test.name, test);
  const [, second] = byName.values();
  const keys = Array.from(byName.values(), ({ key }) => key);
  const listed = `${keys.slice(0, -1).join(", ")} and ${keys.at(-1)}`;
  if (second) yield { span: getInnerSpan(second.keyNode), data: { keys: listed } };
}

function showLaunchDenyWhen(condition: string): string {
  return showDenyWhen(condition, '"Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*"');
}

/** The tests that are met by a request tag that is missing or different. */
export function getRequiredTags(statement: Statement): readonly ConditionTest[] {
  return isDeny(statement)
    ? getTests(statement).filter((test) => isTag(test) && !test.operator.set && isMetByWrong(test))
    : [];
}

/** The tests of requirements in one Deny, where an action carries at least two of them, not all of them tags; else none. */
export function getCombinedRequirements(statement: Statement, catalogue: Catalogue): readonly ConditionTest[] {
  const tests = isDeny(statement)
    ? getTests(statement).filter((test) => isRequirement(test) && isMetByWrong(test))
    : [];
  if (countKeys(tests) < 2 || tests.every(isTag)) return [];
  return reachesAction(statement, catalogue, (action) => carriesSeveral(action, tests)) ? tests : [];
}

function countKeys(tests: readonly ConditionTest[]): number {
  return new Set(tests.map(({ name }) => name)).size;
}

function isTag({ name }: ConditionTest): boolean {
  return name.startsWith("aws:requesttag/");
}

/** Whether what is not as it must be meets the test: another value, none, or the "false" of something required. */
function isMetByWrong({ operator: { facts }, values }: ConditionTest): boolean {
  const isAll = (text: string) =>
    values.length > 0 && values.every((node) => getValueText(node).toLowerCase() === text);
  if (facts.family === "Null") return isAll("true");
  // A limit, such as the lowest version of TLS.
  if (facts.family === "Numeric" && /Less|Greater/.test(facts.name)) return true;
  return facts.family === "Bool" ? isAll("false") : facts.isNegated;
}

/** In every request, whatever the action. */
const EVERYWHERE: ReadonlySet<string> = new Set(["aws:requestedregion", "aws:securetransport"]);

/** Keys that say what is to be made and how, in lower case. Those that say who calls, or whose it is, only exempt. */
const BY_SERVICE: Readonly<Record<string, string>> = {
  ec2: "ebsoptimized encrypted instancemarkettype instancetype keypairtype kmskeyid metadatahttpendpoint metadatahttpputresponsehoplimit metadatahttptokens tenancy volumetype",
  elasticache: "atrestencryptionenabled cachenodetype engineversion transitencryptionenabled",
  elasticfilesystem: "encrypted",
  elasticloadbalancing: "listenerprotocol scheme securitypolicy",
  kms: "keyorigin keyspec keyusage multiregion",
  lambda: "codesigningconfigarn functionurlauthtype securitygroupids subnetids vpcids",
  rds: "databaseclass databaseengine multiaz storageencrypted",
  sagemaker:
    "directinternetaccess intercontainertrafficencryption networkisolation outputkmskey rootaccess volumekmskey vpcsecuritygroupids vpcsubnets",
  s3: "locationconstraint tlsversion x-amz-acl x-amz-object-ownership x-amz-server-side-encryption x-amz-server-side-encryption-aws-kms-key-id x-amz-storage-class",
};

const REQUIREMENTS: ReadonlySet<string> = new Set(
  Object.entries(BY_SERVICE).flatMap(([service, names]) => names.split(" ").map((name) => `${service}:${name}`)),
);

function isRequirement(test: ConditionTest): boolean {
  const { name, values } = test;
  if (isTag(test) || EVERYWHERE.has(name)) return true;
  // Beside a key of KMS the encryption by S3's own is the other way that is right as well.
  if (values.some((node) => getValueText(node) === "AES256")) return false;
  // Several engines say rather whom it is for: those beside them have no storage of their own to encrypt.
  if (name === "rds:databaseengine" && values.length > 1) return false;
  return REQUIREMENTS.has(name);
}

/** Whether one of the action's resources comes with two of the keys: those of different resources are judged apart. */
function carriesSeveral(action: ActionFacts, tests: readonly ConditionTest[]): boolean {
  const listed = action.resourceKeys.filter((keys) => keys.length > 0).map((keys) => [...action.ownKeys, ...keys]);
  const sets = listed.length > 0 ? listed : [action.conditionKeys];
  return sets.some(
    (keys) => countKeys(tests.filter(({ name }) => EVERYWHERE.has(name) || keys.some((key) => fitsKey(key, name)))) > 1,
  );
}
