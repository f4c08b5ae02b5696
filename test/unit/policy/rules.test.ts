import assert from "node:assert/strict";
import { RULES } from "../../../src/policy/rules/rules";
import { getExampleContext } from "./given";
import { language } from "./language";

describe("the rules' own examples", () => {
  for (const rule of RULES) {
    const find = (text: string, example: "bad" | "good") =>
      language.getProblems(language.parse(text), getExampleContext(rule, example));

    it(`${rule.code}: the bad one shows it alone, in words without gaps; the good one shows nothing`, () => {
      const problems = find(rule.bad, "bad");
      assert.deepEqual(
        problems.map(({ code }) => code),
        [rule.code],
      );
      for (const problem of problems) {
        const message = language.renderMessage(problem);
        assert.doesNotMatch(message, /[^$]\{\w+\}|undefined/);
        // As the editor fills templates in.
        const template = language.getMessageTemplate(problem);
        const shown = template.replace(/\{([^}]+)\}/g, (gap, name: string) =>
          (problem.data[name] ?? gap).toLocaleString("en-US"),
        );
        assert.equal(shown, message);
      }
      assert.deepEqual(find(rule.good, "good"), []);
    });
  }

  it("have codes of their own", () => {
    assert.equal(new Set(RULES.map((rule) => rule.code)).size, RULES.length);
  });
});
