import { type ConditionTest, getTests, getValueText, isMetByAbsence } from "../conditionTests";
import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { getInnerSpan } from "../tree";
import { showDenyWhen } from "./examples";
import type { Finding, Rule } from "./rule";

/** Of the resource that a service acts for, in calls of services alone; each with the key of the resource that is asked for. */
const SOURCES: ReadonlyMap<string, string | undefined> = new Map([
  ["aws:sourceaccount", "aws:ResourceAccount"],
  ["aws:sourcearn", undefined],
  ["aws:sourceorgid", "aws:ResourceOrgID"],
  ["aws:sourceorgpaths", "aws:ResourceOrgPaths"],
]);

const NAMES: ReadonlySet<string> = new Set(["aws:principalservicename", "aws:principalservicenameslist"]);

export const constantKey: Rule = {
  code: "constant-key",
  title: "Key that is the same wherever the policy reaches",
  severity: "warning",
  reach: "statements",
  messages: [
    "Only AWS services that call by themselves carry {always}, and SCPs do not reach them: every request that this judges meets the test.",
    "SCPs reach the principals of one organization alone, whose {own} are all the same: no request meets this test. Did you mean {nearest}?",
    "RCPs reach the resources of one organization alone, whose {owned} are all the same: no request meets this test. Did you mean {nearest}?",
    "SCPs do not reach AWS services that call by themselves: no request that this judges meets this test of {key}.",
  ],
  why: "SCPs judge calls of the users and roles in an organization's accounts, not those that an AWS service makes by itself. Whatever tells such services, or for whom they call, says the same of every request there: a Deny by it denies nothing, or everyone. Such statements belong in an RCP. In the same way all whom an SCP reaches have one `aws:PrincipalOrgID`; the organization of the resource is `aws:ResourceOrgID`, which for an RCP is always the same in its turn. To exempt services is not needed, and does no harm.",
  bad: showDenyWhen('"Bool":{"aws:PrincipalIsAWSService":"true"}'),
  good: showDenyWhen('"Bool":{"aws:ViaAWSService":"true"}'),
  source: "orgs_manage_policies_scps",
  *check({ outline, type, context: { organization } }) {
    const isScp = type === SERVICE_CONTROL_POLICY;
    for (const statement of outline.statements) {
      const findings = getTests(statement).flatMap((test) => judge(test, isScp, organization?.organizationId) ?? []);
      // What is never met decides; one finding says it.
      const finding = findings.find(({ data }) => data?.always === undefined) ?? findings[0];
      if (finding) yield finding;
    }
  },
};

function judge(test: ConditionTest, isScp: boolean, ownId: string | undefined): Finding | undefined {
  const { name, key, keyNode, operator, values } = test;
  const { facts, set } = operator;
  const span = getInnerSpan(keyNode);
  const texts = values.map((node) => getValueText(node).toLowerCase());
  const isAll = (text: string) => texts.length > 0 && texts.every((other) => other === text);
  if (name === (isScp ? "aws:principalorgid" : "aws:resourceorgid")) {
    if (!facts.isNegated || set || texts.length === 0 || texts.some((text) => /[$*?<{]/.test(text))) return undefined;
    // Of an organization that is not one's own another rule speaks.
    if (ownId !== undefined && !texts.includes(ownId)) return undefined;
    const data = isScp ? { own: key, nearest: "aws:ResourceOrgID" } : { owned: key, nearest: "aws:PrincipalOrgID" };
    return { span, severity: "info", data };
  }
  if (!isScp) return undefined;
  if (name === "aws:principalisawsservice") {
    return facts.family === "Bool" && isAll("true") ? { span, data: { key, nearest: "aws:ViaAWSService" } } : undefined;
  }
  if (!SOURCES.has(name) && !NAMES.has(name)) return undefined;
  if (!isMetByAbsence(test)) return { span, data: { key } };
  // That a service is exempt changes nothing, and a word on absence is no mistake.
  if (NAMES.has(name) || facts.family === "Null") return undefined;
  const nearest = SOURCES.get(name);
  return { span, data: { always: key, ...(nearest && { nearest }) } };
}
