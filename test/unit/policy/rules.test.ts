import assert from "node:assert/strict";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { RULES } from "../../../src/policy/rules/rules";
import { language } from "./language";

describe("the rules' own examples", () => {
  for (const rule of RULES) {
    const type = rule.reach === "rcp" ? RESOURCE_CONTROL_POLICY : SERVICE_CONTROL_POLICY;
    const find = (text: string) => language.getProblems(language.parse(text), { type });

    it(`${rule.code}: the bad one shows it alone, in words without gaps; the good one shows nothing`, () => {
      const problems = find(rule.bad);
      assert.deepEqual(
        problems.map(({ code }) => code),
        [rule.code],
      );
      for (const problem of problems) assert.doesNotMatch(language.renderMessage(problem), /[{}]\w+\}|undefined/);
      assert.deepEqual(find(rule.good), []);
    });
  }

  it("have codes of their own", () => {
    assert.equal(new Set(RULES.map((rule) => rule.code)).size, RULES.length);
  });
});
