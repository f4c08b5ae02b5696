import assert from "node:assert/strict";
import type { PolicyContext } from "../../../src/policy/language";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { RULES } from "../../../src/policy/rules/rules";
import { language } from "./language";
import { ORGANIZATION } from "./knownOrganization";

/** What else must be known for a rule's examples to show it. */
const GIVEN: Readonly<Record<string, PolicyContext>> = {
  "newer-grammar": { asOf: "2025-09-18" },
  "foreign-organization": { organization: ORGANIZATION },
  "management-account": { organization: ORGANIZATION },
  "unknown-account": { organization: ORGANIZATION },
  "closed-account": { organization: ORGANIZATION },
  "unknown-organizational-unit": { organization: ORGANIZATION },
};

describe("the rules' own examples", () => {
  for (const rule of RULES) {
    const type = rule.reach === "rcp" ? RESOURCE_CONTROL_POLICY : SERVICE_CONTROL_POLICY;
    const find = (text: string) => language.getProblems(language.parse(text), { type, ...GIVEN[rule.code] });

    it(`${rule.code}: the bad one shows it alone, in words without gaps; the good one shows nothing`, () => {
      const problems = find(rule.bad);
      assert.deepEqual(
        problems.map(({ code }) => code),
        [rule.code],
      );
      for (const problem of problems) {
        const message = language.renderMessage(problem);
        assert.doesNotMatch(message, /[^$]\{\w+\}|undefined/);
        // As vscode.l10n.t fills templates in.
        const template = language.getMessageTemplate(problem);
        const shown = template.replace(/\{([^}]+)\}/g, (gap, name: string) => String(problem.data[name] ?? gap));
        assert.equal(shown, message);
      }
      assert.deepEqual(find(rule.good), []);
    });
  }

  it("have codes of their own", () => {
    assert.equal(new Set(RULES.map((rule) => rule.code)).size, RULES.length);
  });
});
