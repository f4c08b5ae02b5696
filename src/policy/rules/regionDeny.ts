import { getActions } from "../actions";
import { type ConditionTest, getTests, getValueText, hasReadableTests, isDeny } from "../conditionTests";
import { hasPlaceholder } from "../placeholder";
import { coversGlob } from "../covering";
import type { Statement } from "../statements";
import { getInnerSpan, getStringNodes } from "../tree";
import { showDeny } from "./examples";
import type { Rule } from "./rule";

/**
 * Services that are answered from one Region, whatever the caller's, and that hardly anyone can work without. The
 * example of the Organizations User Guide exempts many more; these are what breaks first.
 */
const GLOBAL_SERVICES: readonly string[] = ["iam", "organizations", "route53", "cloudfront", "sts", "support"];

/** Where calls to the global services of a partition are counted. */
const HOME_REGIONS: readonly string[] = ["us-east-1", "us-gov-west-1", "cn-north-1"];

const ELSEWHERE = '"Condition":{"StringNotEquals":{"aws:RequestedRegion":["eu-west-1","eu-central-1"]}}';

export const regionDenyGlobal: Rule = {
  code: "region-deny-global",
  title: "Region restriction that shuts out global services",
  severity: "warning",
  reach: "scp",
  messages: [
    "{service} is global: its calls count as of one Region, {home} in most partitions, and this denies them. Exempt it with NotAction.",
    "{services} are global: their calls count as of one Region, {home} in most partitions, and this denies them. Exempt them with NotAction.",
  ],
  why: "IAM, Organizations, Route 53, CloudFront and other global services answer from one Region. A Deny of all Regions but some others shuts them out, unless `NotAction` leaves them alone; AWS's own example leaves some forty services alone.",
  bad: showDeny(`"Action":"*","Resource":"*",${ELSEWHERE}`),
  good: showDeny(
    `"NotAction":["iam:*","organizations:*","route53:*","cloudfront:*","sts:*","support:*"],"Resource":"*",${ELSEWHERE}`,
  ),
  source: "orgs_manage_policies_scps_examples_general",
  *check({ outline }) {
    for (const statement of outline.statements) {
      const test = isDeny(statement) && hasReadableTests(statement) ? findRegionTest(statement) : undefined;
      if (!test || allowsHome(test)) continue;
      const missing = GLOBAL_SERVICES.filter((service) => denies(statement, service));
      if (missing.length === 0) continue;
      // Whoever exempts most of them has thought of it.
      const severity = missing.length > GLOBAL_SERVICES.length / 2 ? "warning" : "info";
      const named = missing.length === 1 ? { service: missing.join() } : { services: missing.join(", ") };
      yield { span: getInnerSpan(test.keyNode), severity, data: { ...named, home: "us-east-1" } };
    }
  },
};

/** Whether a service calls, for someone or by itself; "false" leaves people's own calls denied. */
const BY_SERVICE: ReadonlySet<string> = new Set(["aws:viaawsservice", "aws:principalisawsservice"]);

/** The test of a statement that restricts Regions: nothing but exemptions of callers beside it. */
function findRegionTest(statement: Statement): ConditionTest | undefined {
  const tests = getTests(statement);
  const isRegionTest = ({ name, operator }: ConditionTest) =>
    name === "aws:requestedregion" && operator.facts.isNegated && operator.set === undefined;
  const isExemption = ({ name, operator, values }: ConditionTest) =>
    BY_SERVICE.has(name)
      ? operator.facts.family === "Bool" && values.every((node) => getValueText(node).toLowerCase() === "false")
      : /^aws:(?:principal|calledvia|userid)/.test(name) && operator.facts.isNegated;
  return tests.every((test) => isRegionTest(test) || isExemption(test)) ? tests.find(isRegionTest) : undefined;
}

function allowsHome({ values }: ConditionTest): boolean {
  return values.some((node) => {
    const region = getValueText(node);
    // A gap may become any Region.
    return hasPlaceholder(region) || HOME_REGIONS.some((home) => coversGlob(region, home));
  });
}

/** Whether the statement reaches the whole of a service. */
function denies(statement: Statement, service: string): boolean {
  if (!getStringNodes(statement.get("Resource")?.value).some(({ value }) => value === "*")) return false;
  if (statement.get("NotAction")) {
    const texts = getStringNodes(statement.get("NotAction")?.value).map(({ value }) => String(value).toLowerCase());
    // Some of its actions are enough: their author knows the service.
    return !texts.some(
      (text) => text.startsWith(`${service}:`) || coversGlob(text, `${service}:x`) || hasPlaceholder(text),
    );
  }
  return getActions(statement).some((action) => action.kind === "everything");
}
