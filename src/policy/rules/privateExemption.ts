import { type ConditionTest, getTests, isDeny } from "../conditionTests";
import type { Statement } from "../statements";
import { getInnerSpan } from "../tree";
import { showDenyWhen } from "./examples";
import type { Rule } from "./rule";

const GUARDED = '"Bool":{"aws:ViaAWSService":"false"}';

export const privateExemption: Rule = {
  code: "private-exemption",
  title: "Private address without its VPC",
  severity: "info",
  reach: "statements",
  messages: [
    "Denied is only who differs in {key} and in {vpc}: such a private address in anybody's VPC passes. A statement for each requires both.",
    "Every VPC may have these private addresses: one in anybody's VPC passes. Require aws:SourceVpc or aws:SourceVpce in a statement of its own.",
  ],
  why: "`aws:VpcSourceIp` is the address within the VPC that a request comes from through an endpoint. Private ranges are the same everywhere, so that it says something only together with `aws:SourceVpc`, `aws:SourceVpce` or their likes; AWS says to always use it so. In one Deny with both negated, meeting either passes; a statement for each requires both.",
  bad: showDenyWhen(
    `"NotIpAddress":{"aws:VpcSourceIp":"10.1.0.0/16"},"StringNotEquals":{"aws:SourceVpc":"vpc-0a1b2c3d4e5f60718"},${GUARDED}`,
  ),
  good: showDenyWhen(
    `"NotIpAddress":{"aws:VpcSourceIp":"10.1.0.0/16"},"StringEquals":{"aws:SourceVpc":"vpc-0a1b2c3d4e5f60718"},${GUARDED}`,
  ),
  source: "reference_policies_condition-keys",
  *check({ outline }) {
    for (const statement of outline.statements) {
      const [address, vpc] = getAddressAndNetwork(statement);
      if (!address || isGuarded(statement, outline.statements)) continue;
      yield { span: getInnerSpan(address.keyNode), data: { key: address.key, ...(vpc && { vpc: vpc.key }) } };
    }
  },
};

/** What tells whose VPC it is. */
const NETWORK: ReadonlySet<string> = new Set(
  ["sourcevpc", "sourcevpce", "sourcevpcarn", "vpceaccount", "vpceorgid", "vpceorgpaths"].map((key) => `aws:${key}`),
);

/** The private addresses that a Deny exempts, and the VPC that it exempts beside them, if it does. */
export function getAddressAndNetwork(
  statement: Statement,
): readonly [address?: ConditionTest, network?: ConditionTest | undefined] {
  if (!isDeny(statement)) return [];
  const negated = getTests(statement).filter(({ operator }) => operator.facts.isNegated);
  const address = negated.find(({ name }) => name === "aws:vpcsourceip");
  return address ? [address, negated.find(({ name }) => NETWORK.has(name))] : [];
}

/** Whether the statement speaks of certain VPCs only, or another one shuts the rest out. */
function isGuarded(statement: Statement, all: readonly Statement[]): boolean {
  if (getTests(statement).some(({ name, operator }) => NETWORK.has(name) && !operator.facts.isNegated)) return true;
  return all.some(
    (other) =>
      other !== statement &&
      isDeny(other) &&
      getAddressAndNetwork(other).length === 0 &&
      getTests(other).some(({ name, operator }) => NETWORK.has(name) && operator.facts.isNegated),
  );
}
