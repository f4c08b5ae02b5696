import assert from "node:assert/strict";
import { RESOURCE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { fix, policy, testFixes, type FixCase } from "./fixCases";
import { language } from "./language";

const rcp = { type: RESOURCE_CONTROL_POLICY };
const ON = '"Action":"s3:PutObject","Resource":"*"';
const TURN = "Turn Principal into a condition";
const TURN_NOT = "Turn NotPrincipal into a condition";

/** What is named in an RCP, the condition that says the same. */
function inRcp(name: string, principal: string, condition: string): FixCase {
  const code = principal.startsWith('"Not') ? "rcp-element" : "rcp-principal";
  return [
    name,
    policy(`{"Effect":"Deny",${principal},${ON}}`),
    code,
    code === "rcp-element" ? TURN_NOT : TURN,
    policy(
      `{"Effect":"Deny",${code === "rcp-element" ? '"Principal": ' : '"Principal":'}"*",${ON},"Condition":${condition}}`,
    ),
    rcp,
  ];
}

describe("quick fixes of principals", () => {
  testFixes([
    inRcp(
      "a service as a condition",
      '"Principal":{"Service":"cloudtrail.amazonaws.com"}',
      '{"StringEquals":{"aws:PrincipalServiceName":"cloudtrail.amazonaws.com"}}',
    ),
    inRcp(
      "services that stand as callers as a condition",
      '"Principal":["sns.amazonaws.com","events.amazonaws.com.cn"]',
      '{"StringEquals":{"aws:PrincipalServiceName":["sns.amazonaws.com","events.amazonaws.com.cn"]}}',
    ),
    inRcp(
      "a service of a Region by the list of all names",
      '"Principal":{"Service":["logs.eu-west-1.amazonaws.com"]}',
      '{"ForAnyValue:StringEquals":{"aws:PrincipalServiceNamesList":"logs.eu-west-1.amazonaws.com"}}',
    ),
    inRcp(
      "all services as a condition, not as everyone",
      '"Principal":{"Service":"*"}',
      '{"Bool":{"aws:PrincipalIsAWSService":"true"}}',
    ),
    inRcp(
      "whoever is left out as tests of one statement",
      '"NotPrincipal":{"AWS":["111122223333","arn:aws:iam::444455556666:role/Ops"],"Service":"sns.amazonaws.com"}',
      '{"StringNotEquals":{"aws:PrincipalAccount":"111122223333","aws:PrincipalServiceName":"sns.amazonaws.com"},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::444455556666:role/Ops"}}',
    ),
    inRcp(
      "one user left out, not all of the account that NotPrincipal wants named",
      '"NotPrincipal":{"AWS":["arn:aws:iam::111122223333:root","arn:aws:iam::111122223333:user/Ops"]}',
      '{"ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::111122223333:user/Ops","arn:aws:iam::111122223333:root"]}}',
    ),
    [
      "a service beside the tests that are there",
      policy(
        `{"Effect":"Deny","Principal":{"Service":"sns.amazonaws.com"},${ON},"Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"}}}`,
      ),
      "rcp-principal",
      TURN,
      policy(
        `{"Effect":"Deny","Principal":"*",${ON},"Condition":{"StringEquals":{"aws:SourceAccount":"111122223333","aws:PrincipalServiceName":"sns.amazonaws.com"}}}`,
      ),
      rcp,
    ],
    [
      "no more than the callers in an SCP, which reaches no service",
      policy(`{"Effect":"Deny","NotPrincipal":{"AWS":"111122223333","Service":"sns.amazonaws.com"},${ON}}`),
      "scp-principal",
      TURN_NOT,
      policy(`{"Effect":"Deny",${ON},"Condition":{"StringNotEquals":{"aws:PrincipalAccount":"111122223333"}}}`),
    ],
    [
      "a statement less where an SCP is for a service alone",
      policy(`{"Effect":"Deny","Principal":{"Service":"sns.amazonaws.com"},${ON}}`, `{"Effect":"Deny",${ON}}`),
      "scp-principal",
      "Remove the statement",
      policy(`{"Effect":"Deny",${ON}}`),
    ],
  ]);

  it("are told with the key that fits a service", () => {
    const text = policy(`{"Effect":"Deny","Principal":{"Service":["sns.amazonaws.com"]},${ON}}`);
    const [problem] = language.getProblems(language.parse(text), rcp);
    assert.ok(problem);
    assert.match(language.renderMessage(problem), /sns\.amazonaws\.com .*aws:PrincipalServiceName/);
  });

  it("write no tests together for callers of whom any is meant", () => {
    const principal = '{"AWS":"arn:aws:iam::111122223333:role/Ops","Service":"sns.amazonaws.com"}';
    const text = policy(`{"Effect":"Deny","Principal":${principal},${ON}}`);
    assert.deepEqual([...fix(text, "rcp-principal", rcp).keys()], ['Change to "*"']);
  });
});
