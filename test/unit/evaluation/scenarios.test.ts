import assert from "node:assert/strict";
import { createEvaluator } from "../../../src/evaluation/evaluator";
import { TOPICS } from "../../fixtures/scenarios/all";
import { createOrganization, createRequest, IDS, type Scenario } from "../../fixtures/scenarios/scenario";

describe("what SCPs and RCPs say", () => {
  for (const { topic, scenarios } of TOPICS) {
    describe(topic, () => {
      for (const scenario of scenarios) it(scenario.scenario, () => check(scenario));
    });
  }

  it("are told by files enough, each of a name of its own", () => {
    const names = TOPICS.flatMap(({ topic, scenarios }) => scenarios.map(({ scenario }) => `${topic}: ${scenario}`));
    assert.ok(names.length >= 150, `${names.length}`);
    assert.equal(new Set(names).size, names.length);
  });
});

function check(scenario: Scenario): void {
  const verdict = createEvaluator(createOrganization(scenario)).evaluate(createRequest(scenario.request));
  assert.equal(verdict.verdict, scenario.verdict, `${scenario.why} (${scenario.source}) But: ${verdict.reason}`);
  if (scenario.at) assert.equal(verdict.targetId, IDS[scenario.at]);
  if (scenario.sid) assert.equal(verdict.sid, scenario.sid);
  if (scenario.missing || verdict.verdict === "allowed") assert.deepEqual(verdict.missingContext, scenario.missing);
  for (const phrase of scenario.says ?? []) assert.ok(verdict.reason.includes(phrase), verdict.reason);
  assert.match(verdict.reason, /^[A-Z].*\.$/s);
}
