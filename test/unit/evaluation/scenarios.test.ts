import assert from "node:assert/strict";
import { createEvaluator } from "../../../src/evaluation/evaluator";
import { TOPICS } from "../../fixtures/scenarios/all";
import { createOrganization, createRequest, IDS, type Scenario } from "../../fixtures/scenarios/scenario";

describe("what SCPs and RCPs say", () => {
  for (const { topic, scenarios } of TOPICS) {
    describe(topic, () => {
      for (const scenario of scenarios) it(scenario.name, () => check(scenario));
    });
  }
});

function check(scenario: Scenario): void {
  const verdict = createEvaluator(createOrganization(scenario)).evaluate(createRequest(scenario.request));
  assert.equal(verdict.verdict, scenario.verdict, `${verdict.reason} (${scenario.source})`);
  if (scenario.at) assert.equal(verdict.targetId, IDS[scenario.at]);
  if (scenario.sid) assert.equal(verdict.sid, scenario.sid);
  if (scenario.missing || verdict.verdict === "allowed") assert.deepEqual(verdict.missingContext, scenario.missing);
  if (scenario.reason) assert.match(verdict.reason, scenario.reason);
  assert.match(verdict.reason, /^[A-Z].*\.$/s);
}
