import { getTests, getValueText, isDeny } from "../conditionTests";
import { getInnerSpan } from "../tree";
import { showRcpDenyWhen } from "./examples";
import type { Rule } from "./rule";

export const absentKeyPass: Rule = {
  code: "absent-key-pass",
  title: "RCP that spares requests without credentials",
  severity: "info",
  reach: "rcp",
  messages: ["Requests without credentials carry no {key}, so that this does not deny them. Under {nearest} it does."],
  why: "Signed requests alone carry `aws:PrincipalIsAWSService`. A Deny for what AWS services do not call, under `Bool`, is not met by an anonymous request, which a public bucket would answer; under `BoolIfExists` it is.",
  bad: showRcpDenyWhen(
    '"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"Bool":{"aws:PrincipalIsAWSService":"false"}',
  ),
  good: showRcpDenyWhen(
    '"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}',
  ),
  source: "reference_policies_condition-keys",
  *check({ outline }) {
    for (const statement of outline.statements) {
      if (!isDeny(statement)) continue;
      for (const { name, key, operator, operatorNode, values } of getTests(statement)) {
        const { family, name: written } = operator.facts;
        if (name !== "aws:principalisawsservice" || family !== "Bool" || operator.ifExists || operator.set) continue;
        if (!values.every((node) => getValueText(node).toLowerCase() === "false")) continue;
        yield { span: getInnerSpan(operatorNode), data: { key, operator: written, nearest: `${written}IfExists` } };
      }
    }
  },
};
